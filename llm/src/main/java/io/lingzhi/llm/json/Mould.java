package io.lingzhi.llm.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A JSON text in which the place of one string is open. Texts that differ in nothing but that string are read and
 * written by it without a parser, for a tenth of the price: most events of a stream are such texts. Immutable.
 */
public final class Mould {
    private static final char REPLACEMENT = '\uFFFD';

    /** All up to the string's opening quote, which is the last of it, and all from its closing quote on. */
    private final byte[] before;

    private final byte[] after;

    private Mould(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
    }

    /**
     * The mould of a text in which this string stands.
     *
     * @param json may stand among lines of its own, such as the fields of a server-sent event
     * @return empty where its place is not beyond doubt: it stands there twice or not at all, or something is escaped
     */
    public static Optional<Mould> of(byte[] json, String string) {
        byte[] wanted = string.getBytes(StandardCharsets.UTF_8);
        int found = -1;
        int at = 0;
        while (at < json.length) {
            if (json[at] == '\\') {
                return Optional.empty();
            }
            int end = json[at] == '"' ? closingQuote(json, at + 1) : at;
            if (end < 0) {
                return Optional.empty();
            }
            if (end > at && Arrays.equals(json, at + 1, end, wanted, 0, wanted.length)) {
                if (found >= 0) {
                    return Optional.empty();
                }
                found = at;
            }
            at = end + 1;
        }
        return found < 0
                ? Optional.empty()
                : Optional.of(new Mould(
                        Arrays.copyOf(json, found + 1),
                        Arrays.copyOfRange(json, found + 1 + wanted.length, json.length)));
    }

    /** Where the string that begins here ends; -1 if it holds an escape, or does not end. */
    private static int closingQuote(byte[] json, int from) {
        for (int at = from; at < json.length; at++) {
            if (json[at] == '"') {
                return at;
            }
            if (json[at] == '\\') {
                return -1;
            }
        }
        return -1;
    }

    /**
     * The string in a text of this mould.
     *
     * @return empty for any other text, also for one that is no JSON; an empty string counts as none
     */
    public Optional<String> read(byte[] json) {
        int start = before.length;
        int end = json.length - after.length;
        if (end <= start
                || !Arrays.equals(json, end, json.length, after, 0, after.length)
                || !Arrays.equals(json, 0, start, before, 0, start)) {
            return Optional.empty();
        }
        boolean escaped = false;
        for (int at = start; at < end; at++) {
            byte b = json[at];
            if (b == '"' || (b >= 0 && b < ' ')) {
                return Optional.empty();
            }
            if (b == '\\') {
                escaped = true;
                at++;
            }
        }
        return escaped ? unescaped(json, start - 1, end + 1) : unbroken(json, start, end);
    }

    private static Optional<String> unescaped(byte[] json, int from, int to) {
        try {
            return Json.parse(Arrays.copyOfRange(json, from, to)) instanceof JsonValue.Str(String text)
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    /** What is no UTF-8 is the parser's to refuse. */
    private static Optional<String> unbroken(byte[] json, int from, int to) {
        String text = new String(json, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? Optional.of(text) : Optional.empty();
    }

    /** The text with this string in its place. */
    public byte[] with(String string) {
        byte[] inside = JsonWriter.escaped(string);
        byte[] json = Arrays.copyOf(before, before.length + inside.length + after.length);
        System.arraycopy(inside, 0, json, before.length, inside.length);
        System.arraycopy(after, 0, json, before.length + inside.length, after.length);
        return json;
    }
}
