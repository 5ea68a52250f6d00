package io.lingzhi.assistant.knowledge;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * When what was found is taken to hold an answer at all. A cosine and a share of words add up: a near passage needs few
 * words of the question, and one that holds them all need not be near.
 *
 * @param enough what the nearest cosine and {@code wordsWeight} times the best share of words must reach together
 * @param none below this there is surely nothing
 */
public record Evidence(double enough, double none, double wordsWeight) {
    public static final Evidence DEFAULT = new Evidence(0.52, 0.44, 0.1);

    /** Where there is no cosine, these shares decide. */
    private static final double ENOUGH_WORDS = 0.5;

    private static final double NO_WORDS = 0.25;

    public Evidence {
        if (none > enough) {
            throw new IllegalArgumentException("evidence: none is at most enough");
        }
    }

    /** How likely an answer stands in what was found. */
    public enum Verdict {
        /** Likely. */
        ENOUGH,
        /** Perhaps; a model that reads it can tell. */
        THIN,
        /** Surely not. */
        NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was measured of a search.
     *
     * @param nearest the best cosine, if vectors were searched
     * @param share the best share of the question's words that a passage holds, 0 to 1
     */
    public record Measure(OptionalDouble nearest, double share) {}

    Verdict of(Measure measure) {
        double share = measure.share();
        if (measure.nearest().isEmpty()) {
            return share >= ENOUGH_WORDS ? Verdict.ENOUGH : share >= NO_WORDS ? Verdict.THIN : Verdict.NONE;
        }
        double sum = measure.nearest().getAsDouble() + wordsWeight * share;
        return sum >= enough ? Verdict.ENOUGH : sum >= none ? Verdict.THIN : Verdict.NONE;
    }
}
