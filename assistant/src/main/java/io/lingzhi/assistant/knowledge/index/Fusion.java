package io.lingzhi.assistant.knowledge.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Reciprocal rank fusion: each list gives a passage its weight over {@code k} plus its rank, and the sums decide
 * (Cormack, Clarke, Buettcher 2009). Two things are added, both by the share of the question's words that a passage
 * holds: the list of words counts by the square of it, since the best of bad matches is still first in its list; and of
 * two passages that are about as near, the one with more of the words goes first.
 *
 * @param k how little the first ranks stand out
 */
public record Fusion(double wordsWeight, double vectorWeight, double k) {
    /** What a share of 1 is worth in cosine. */
    private static final double SHARE_WEIGHT = 0.2;

    public static final Fusion DEFAULT = new Fusion(1, 1, 10);

    public Fusion {
        if (wordsWeight < 0 || vectorWeight < 0 || wordsWeight + vectorWeight <= 0 || k < 1) {
            throw new IllegalArgumentException(
                    "fusion: weights are not negative, one is positive, and k is at least 1");
        }
    }

    /** A passage with what each search gave it. */
    public record Fused(Found found, double score, OptionalDouble words, OptionalDouble cosine) {}

    /**
     * Best first; ties keep the order of the vectors' list, then the words' list.
     *
     * @param share the share of the question's words that a passage holds, 0 to 1
     */
    public List<Fused> of(List<Found> words, List<Found> nearest, ToDoubleFunction<Found> share) {
        List<Found> vectors = new ArrayList<>(nearest);
        vectors.sort(Comparator.comparingDouble(found -> -found.score() - SHARE_WEIGHT * share.applyAsDouble(found)));
        Map<String, Fused> all = new LinkedHashMap<>();
        for (int rank = 0; rank < vectors.size(); rank++) {
            Found found = vectors.get(rank);
            double score = vectorWeight / (k + rank + 1);
            all.put(found.key(), new Fused(found, score, OptionalDouble.empty(), OptionalDouble.of(found.score())));
        }
        for (int rank = 0; rank < words.size(); rank++) {
            Found found = words.get(rank);
            double trust = vectors.isEmpty() ? 1 : Math.pow(share.applyAsDouble(found), 2);
            double score = wordsWeight * trust / (k + rank + 1);
            OptionalDouble own = OptionalDouble.of(found.score());
            all.merge(
                    found.key(),
                    new Fused(found, score, own, OptionalDouble.empty()),
                    (before, now) -> new Fused(before.found(), before.score() + score, own, before.cosine()));
        }
        List<Fused> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparingDouble(Fused::score).reversed());
        return sorted;
    }
}
