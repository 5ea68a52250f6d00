package io.lingzhi.assistant.knowledge;

import java.util.OptionalDouble;

/**
 * When what was found is taken to hold an answer at all. A cosine and a share of words add up: a near passage needs few
 * words of the question, and one that holds them all need not be near.
 *
 * @param least what the nearest cosine and {@code wordsWeight} times the best share of words must reach together
 * @param leastShare what the best share must reach where there is no cosine
 */
public record Evidence(double least, double wordsWeight, double leastShare) {
    public static final Evidence DEFAULT = new Evidence(0.6, 0.2, 0.5);

    boolean holds(OptionalDouble nearest, double share) {
        return nearest.isPresent()
                ? nearest.getAsDouble() + wordsWeight * share >= least
                : share >= leastShare;
    }
}
