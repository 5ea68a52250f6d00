package io.lingzhi.llm.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * A JSON text in which the place of one string is open, and maybe those of some whole numbers. Texts that differ in
 * nothing else are read and written by it without a parser, for a tenth of the price: most events of a stream are such
 * texts. Immutable.
 */
public final class Mould {
    private static final char REPLACEMENT = '\uFFFD';

    /** Longer numbers are the parser's to read. */
    private static final int MOST_DIGITS = 18;

    private final byte[] mould;
    /** The open string fills the bytes from here to before {@code end}. */
    private final int start;

    private final int end;
    /** Where open numbers begin. */
    private final BitSet numbers;

    private Mould(byte[] mould, int start, int end, BitSet numbers) {
        this.mould = mould;
        this.start = start;
        this.end = end;
        this.numbers = numbers;
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
                : Optional.of(new Mould(json.clone(), found + 1, found + 1 + wanted.length, new BitSet()));
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
     * The same mould of one JSON object, with the whole numbers open that its member of this name holds, such as the
     * counts of a usage that grows from event to event. A text written by it has them as they were.
     */
    public Mould open(String member) {
        BitSet places = new BitSet();
        try {
            JsonScanner.scan(mould).last(member).ifPresent(value -> addNumbers(value.start(), value.end(), places));
        } catch (JsonSyntaxException e) {
            return this;
        }
        return new Mould(mould, start, end, places);
    }

    private void addNumbers(int from, int to, BitSet places) {
        int at = from;
        while (at < to) {
            int digits = digits(mould, at);
            if (digits > 0 && !isOfNumber(mould[at - 1]) && !isOfNumber(mould[at + digits])) {
                places.set(at);
            }
            at = mould[at] == '"' ? closingQuote(mould, at + 1) + 1 : at + Math.max(1, digits);
        }
    }

    private static boolean isOfNumber(byte one) {
        return (one >= '0' && one <= '9') || one == '-' || one == '+' || one == '.' || one == 'e' || one == 'E';
    }

    /** How many digits stand here; 0 also where they are too many, or where no number begins with them. */
    private static int digits(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        int count = at - from;
        return count > MOST_DIGITS || (count > 1 && json[from] == '0') ? 0 : count;
    }

    /**
     * The string in a text of this mould.
     *
     * @return empty for any other text, also for one that is no JSON; an empty string counts as none
     */
    public Optional<String> read(byte[] json) {
        int from = behind(0, start, json, 0);
        if (from < 0) {
            return Optional.empty();
        }
        boolean escaped = false;
        int to = from;
        while (to < json.length && json[to] != '"') {
            if (json[to] >= 0 && json[to] < ' ') {
                return Optional.empty();
            }
            escaped |= json[to] == '\\';
            to += json[to] == '\\' ? 2 : 1;
        }
        if (to == from || behind(end, mould.length, json, to) != json.length) {
            return Optional.empty();
        }
        return escaped ? unescaped(json, from - 1, to + 1) : unbroken(json, from, to);
    }

    /** Where the text goes on behind this stretch of the mould, which begins in it here; -1 if it does not. */
    private int behind(int from, int to, byte[] json, int here) {
        int of = from;
        int at = here;
        for (int number = numbers.nextSetBit(from); number >= 0 && number < to; number = numbers.nextSetBit(of)) {
            at = behindSame(of, number, json, at);
            int digits = at < 0 ? 0 : digits(json, at);
            if (digits == 0) {
                return -1;
            }
            of = number + digits(mould, number);
            at += digits;
        }
        return behindSame(of, to, json, at);
    }

    private int behindSame(int from, int to, byte[] json, int at) {
        int behind = at + to - from;
        return behind <= json.length && Arrays.equals(mould, from, to, json, at, behind) ? behind : -1;
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
        int behind = start + inside.length;
        byte[] json = Arrays.copyOf(mould, behind + mould.length - end);
        System.arraycopy(inside, 0, json, start, inside.length);
        System.arraycopy(mould, end, json, behind, mould.length - end);
        return json;
    }
}
