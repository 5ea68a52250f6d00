package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.knowledge.BaseName;
import io.lingzhi.assistant.knowledge.index.Filter;
import java.util.Optional;

/**
 * A question to a base.
 *
 * @param model a short name or a model's name; empty lets the service choose
 * @param sources most passages that the answer may rest on
 */
public record Question(
        String text,
        BaseName base,
        Filter filter,
        Optional<String> model,
        int sources,
        int neighbours,
        boolean stream) {
    public static final int USUAL_SOURCES = 6;
    public static final int MOST_SOURCES = 20;
}
