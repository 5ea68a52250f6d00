package io.lingzhi.llm.protocol;

import java.util.regex.Pattern;

/** Makes an upstream's error text fit to show: without what looks like a key, on one screen, in plain characters. */
public final class UpstreamText {
    /** Longest message kept, in characters. */
    public static final int MAX_LENGTH = 2048;

    /** Longest piece of a text that is not JSON, in characters. */
    private static final int MAX_PLAIN_LENGTH = 200;

    private static final String REDACTED = "[redacted]";

    /** {@code sk-...} and its kin, Google keys, a bearer token, and any long run that mixes letters and digits. */
    private static final Pattern SECRET = Pattern.compile("(?i)\\bbearer\\s+[^\\s\"',;]+"
            + "|\\b(?:sk|pk|rk|xai|gsk|ak)-[A-Za-z0-9_*.-]{3,}"
            + "|\\bAIza[A-Za-z0-9_*-]{8,}"
            + "|\\b(?=[A-Za-z_-]*\\d)(?=[\\d_-]*[A-Za-z])[A-Za-z0-9_]{40,}\\b"
            + "|\\*{3,}[A-Za-z0-9]{2,}");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]+");

    private UpstreamText() {}

    /** A message that the upstream wrote for its caller. */
    public static String message(String written) {
        String shown = written.length() > 2 * MAX_LENGTH ? written.substring(0, 2 * MAX_LENGTH) : written;
        return cut(SECRET.matcher(CONTROL.matcher(shown).replaceAll(" ")).replaceAll(REDACTED), MAX_LENGTH)
                .strip();
    }

    /** The beginning of a body that is not JSON; empty when it is markup or binary. */
    public static String plainText(String body) {
        String stripped = body.strip();
        boolean readable = !stripped.startsWith("<")
                && !stripped.startsWith("{")
                && !stripped.startsWith("[")
                && stripped.indexOf('\uFFFD') < 0
                && !CONTROL.matcher(stripped).find();
        return readable ? cut(message(stripped), MAX_PLAIN_LENGTH) : "";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
