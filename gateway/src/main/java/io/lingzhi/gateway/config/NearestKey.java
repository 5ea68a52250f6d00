package io.lingzhi.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known key that a mistyped one most likely meant. */
final class NearestKey {
    private static final int LONGEST_KEY = 64;

    private NearestKey() {}

    /** The nearest by edit distance, if a third of the letters or fewer are wrong. */
    static Optional<String> of(String written, Collection<String> known) {
        if (written.length() > LONGEST_KEY) {
            return Optional.empty();
        }
        String plain = plain(written);
        int allowed = Math.max(1, plain.length() / 3);
        return known.stream()
                .filter(key -> distance(plain, plain(key)) <= allowed)
                .min(Comparator.comparingInt((String key) -> distance(plain, plain(key)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many letters must be put in, left out, replaced or swapped with their neighbour. */
    static int distance(String left, String right) {
        int[][] table = new int[left.length() + 1][right.length() + 1];
        for (int line = 0; line <= left.length(); line++) {
            for (int column = 0; column <= right.length(); column++) {
                table[line][column] =
                        line == 0 || column == 0 ? line + column : cheapest(table, left, right, line, column);
            }
        }
        return table[left.length()][right.length()];
    }

    private static int cheapest(int[][] table, String left, String right, int line, int column) {
        boolean same = left.charAt(line - 1) == right.charAt(column - 1);
        int one = Math.min(table[line - 1][column], table[line][column - 1]) + 1;
        int cheapest = Math.min(one, table[line - 1][column - 1] + (same ? 0 : 1));
        boolean swapped = line > 1
                && column > 1
                && left.charAt(line - 1) == right.charAt(column - 2)
                && left.charAt(line - 2) == right.charAt(column - 1);
        return swapped ? Math.min(cheapest, table[line - 2][column - 2] + 1) : cheapest;
    }
}
