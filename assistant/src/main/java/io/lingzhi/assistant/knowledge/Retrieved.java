package io.lingzhi.assistant.knowledge;

import io.lingzhi.llm.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What a search found, best first.
 *
 * @param answerable whether it is likely to hold an answer, by {@link Evidence}
 * @param wordsOnly why the search by vectors took no part, although it was asked for
 */
public record Retrieved(List<Hit> hits, boolean answerable, Optional<Failure> wordsOnly) {
    public Retrieved {
        hits = List.copyOf(hits);
    }
}
