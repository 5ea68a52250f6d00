package io.lingzhi.assistant.knowledge;

import io.lingzhi.llm.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a search found, best first.
 *
 * @param evidence how likely it holds an answer
 * @param measure what that is judged by
 * @param costNanos of the question's vector, in nano-USD; empty where that is not known
 * @param wordsOnly why the search by vectors took no part, although it was asked for
 */
public record Retrieved(
        List<Hit> hits,
        Evidence.Verdict evidence,
        Evidence.Measure measure,
        OptionalLong costNanos,
        Optional<Failure> wordsOnly) {
    public Retrieved {
        hits = List.copyOf(hits);
    }
}
