package io.lingzhi.bench.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures and cuts texts, always between code points. */
final class Texts {
    private static final int CHARACTERS_PER_TOKEN = 4;

    /** Below it no character is Chinese, which saves the search in a table. */
    private static final int FIRST_HAN = 0x2E80;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Texts() {}

    /** A plausible number of tokens: one for each Chinese character, one for each four others begun. */
    static int tokens(String text) {
        int chinese = 0;
        int others = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (chinese(text.codePointAt(i))) {
                chinese++;
            } else {
                others++;
            }
        }
        return chinese + (others + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** The longest beginning that has at most so many tokens. */
    static String upToTokens(String text, int tokens) {
        int chinese = 0;
        int others = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (chinese(text.codePointAt(i))) {
                chinese++;
            } else {
                others++;
            }
            if (chinese + (others + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN > tokens) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** Fixed words, {@code w1 w2 w3} and so on, so that a cut tells where it was. */
    static String words(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "w" + number).collect(Collectors.joining(" "));
    }

    static boolean hasChinese(String text) {
        return text.codePoints().anyMatch(Texts::chinese);
    }

    /** The first code points of the text. */
    static String beginning(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    /** The text, repeated and cut until it has so many code points. An empty text stays empty. */
    static String ofLength(String text, int codePoints) {
        int length = text.codePointCount(0, text.length());
        return length == 0 ? text : beginning(text.repeat(codePoints / length + 1), codePoints);
    }

    /** The text in pieces of so many code points; the last may be shorter. */
    static List<String> pieces(String text, int codePoints) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            for (int i = 0; i < codePoints && end < text.length(); i++) {
                end += Character.charCount(text.codePointAt(end));
            }
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    /** A number that depends on the text alone (FNV-1a, 64 bits), the same in every process. */
    static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    private static boolean chinese(int codePoint) {
        return codePoint >= FIRST_HAN && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }
}
