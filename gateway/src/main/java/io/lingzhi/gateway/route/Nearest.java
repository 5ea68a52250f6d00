package io.lingzhi.gateway.route;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds names that look like a mistyped one. */
final class Nearest {
    private Nearest() {}

    /**
     * The names most like {@code name}, best first, at most {@code limit}; none that differ in more than half of it.
     */
    static List<String> to(String name, Collection<String> names, int limit) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int farthest = Math.max(2, wanted.length() / 2);
        return names.stream()
                .filter(candidate -> Math.abs(candidate.length() - wanted.length()) <= farthest)
                .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= farthest)
                .sorted(Comparator.comparingInt(
                                (String candidate) -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /** The Levenshtein distance: the fewest insertions, deletions and replacements of one character. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
