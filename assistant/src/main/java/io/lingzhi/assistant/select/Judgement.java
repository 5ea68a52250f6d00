package io.lingzhi.assistant.select;

import java.util.List;

/**
 * How complex a question looks, and what of it says so.
 *
 * @param score from 0, for the simplest, to 1
 * @param signs in plain words, such as {@code 320 characters}
 */
public record Judgement(Complexity complexity, double score, List<String> signs) {
    public Judgement {
        signs = List.copyOf(signs);
    }
}
