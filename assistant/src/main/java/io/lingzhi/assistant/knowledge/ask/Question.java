package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.knowledge.BaseName;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.assistant.select.Wish;

/**
 * A question to a base.
 *
 * @param wish what is said about the model
 * @param sources most passages that the answer may rest on
 */
public record Question(
        String text, BaseName base, Filter filter, Wish wish, int sources, int neighbours, boolean stream) {
    public static final int USUAL_SOURCES = 6;
    public static final int MOST_SOURCES = 20;
}
