package io.lingzhi.assistant.knowledge.ask;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the marks such as {@code [2]} in an answer that comes piece by piece. One thread, one answer. */
final class Markers {
    private static final Pattern MARK = Pattern.compile("[\\[【](\\d{1,3}(?:\\s*[,，、]\\s*\\d{1,3})*)[\\]】]");
    private static final int LONGEST = 40;

    private final Set<Integer> seen = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();
    private int from;

    /** The numbers that this piece cites for the first time, in order. */
    Set<Integer> take(String piece) {
        text.append(piece);
        Set<Integer> fresh = new LinkedHashSet<>();
        Matcher mark = MARK.matcher(text);
        int at = from;
        while (mark.find(at)) {
            for (String number : mark.group(1).split("[,，、]")) {
                int cited = Integer.parseInt(number.strip());
                if (seen.add(cited)) {
                    fresh.add(cited);
                }
            }
            at = mark.end();
        }
        from = Math.max(at, text.length() - LONGEST);
        return fresh;
    }

    /** All of the text so far. */
    String text() {
        return text.toString();
    }
}
