package io.lingzhi.llm.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What stands between the quotes of a JSON string, in UTF-8. */
final class JsonText {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    private JsonText() {}

    /**
     * The first position from {@code from} on, and before {@code end}, that is no plain ASCII letter: a quote, a
     * backslash, a control character, or a piece of another letter; else {@code end}. Eight bytes are looked at at a
     * time: {@code (x - ones) & ~x} has the high bit of the lowest byte that is zero, as Henry Warren tells in
     * "Hacker's Delight".
     */
    static int plainEnd(byte[] utf8, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long word = (long) EIGHT.get(utf8, at);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long found =
                    ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - BLANKS) & ~word) | word;
            if ((found & HIGH) != 0) {
                return at + (Long.numberOfTrailingZeros(found & HIGH) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && utf8[at] >= ' ' && utf8[at] != '"' && utf8[at] != '\\') {
            at++;
        }
        return at;
    }

    /** How many bytes of the same letter follow this one, which is not ASCII; 0 if it begins none. */
    static int following(byte first) {
        if ((first & 0xE0) == 0xC0) {
            return 1;
        }
        if ((first & 0xF0) == 0xE0) {
            return 2;
        }
        return (first & 0xF8) == 0xF0 ? 3 : 0;
    }

    /** Whether half of a pair stands in the text without its other half. */
    static boolean hasHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The text of these bytes, whose letters and escapes are known to be whole. An escape that says half a pair, as
     * upstreams send that cut a letter in two, stays what it is.
     */
    static String decoded(byte[] utf8, int from, int to) {
        char[] text = new char[to - from];
        int length = 0;
        int at = from;
        while (at < to) {
            byte b = utf8[at];
            if (b == '\\') {
                boolean hex = utf8[at + 1] == 'u';
                text[length] = hex ? hex(utf8, at + 2) : meant(utf8[at + 1]);
                at += hex ? 6 : 2;
            } else if (b >= 0) {
                text[length] = (char) b;
                at++;
            } else if (following(b) < 3) {
                boolean two = following(b) == 1;
                text[length] = (char)
                        (two
                                ? ((b & 0x1F) << 6) | (utf8[at + 1] & 0x3F)
                                : ((b & 0x0F) << 12) | ((utf8[at + 1] & 0x3F) << 6) | (utf8[at + 2] & 0x3F));
                at += two ? 2 : 3;
            } else {
                int point = beyond(utf8, at);
                text[length] = Character.highSurrogate(point);
                length++;
                text[length] = Character.lowSurrogate(point);
                at += 4;
            }
            length++;
        }
        return new String(text, 0, length);
    }

    private static int beyond(byte[] utf8, int at) {
        return ((utf8[at] & 0x07) << 18)
                | ((utf8[at + 1] & 0x3F) << 12)
                | ((utf8[at + 2] & 0x3F) << 6)
                | (utf8[at + 3] & 0x3F);
    }

    private static char meant(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) letter;
        };
    }

    private static char hex(byte[] utf8, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = (value << 4) | Character.digit(utf8[i], 16);
        }
        return (char) value;
    }
}
