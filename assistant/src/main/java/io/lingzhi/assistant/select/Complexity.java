package io.lingzhi.assistant.select;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a question asks of a model. */
public enum Complexity {
    LOW(0),
    MEDIUM(0.5),
    HIGH(1);

    private final double score;

    Complexity(double score) {
        this.score = score;
    }

    /** From 0, for the simplest, to 1. */
    double score() {
        return score;
    }

    /** The word in requests, answers and the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level with this word. */
    public static Optional<Complexity> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst();
    }
}
