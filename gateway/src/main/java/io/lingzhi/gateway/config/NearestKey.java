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

    /** Levenshtein distance, one row of the table at a time. */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[right.length()];
    }
}
