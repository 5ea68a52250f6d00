package io.lingzhi.gateway.local;

import java.util.Locale;
import java.util.Set;

/** Tells a dot that ends an English sentence from one in an abbreviation, a number, an initial or a file name. */
final class FullStop {
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "cf", "no", "fig", "vol",
            "inc", "ltd", "co", "corp", "dept", "approx", "est", "u.s", "u.k", "a.m", "p.m", "jan", "feb", "mar", "apr",
            "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec");

    private FullStop() {}

    /** Whether the dot at {@code dot}, inside {@code start..end} of the text, ends a sentence. */
    static boolean endsSentence(String text, int start, int dot, int end) {
        int after = dot + 1;
        while (after < end && "\"')]”’".indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        if (after < end && !Character.isWhitespace(text.charAt(after)) && !Script.isCjk(text.codePointAt(after))) {
            return false;
        }
        int next = after;
        while (next < end && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next < end && Character.isLowerCase(text.codePointAt(next))) {
            return false;
        }
        String word = wordBefore(text, start, dot);
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && next < end;
        return !initial && (next == end || !ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static String wordBefore(String text, int start, int dot) {
        int from = dot;
        while (from > start && (Character.isLetterOrDigit(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
            from--;
        }
        return text.substring(from, dot);
    }
}
