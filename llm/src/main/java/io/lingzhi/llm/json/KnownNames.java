package io.lingzhi.llm.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of members that came lately, so that the few which protocols use are not made anew for each object. Safe for
 * all threads: a race costs a new string and nothing else.
 */
final class KnownNames {
    private static final int MAX_LENGTH = 32;
    private static final @Nullable Known[] KNOWN = new Known[1024];

    @SuppressWarnings("ArrayRecordComponent") // compared byte by byte
    private record Known(byte[] ascii, String name) {}

    private KnownNames() {}

    /** The name that stands in these bytes, which are ASCII. */
    static String of(byte[] ascii, int from, int to) {
        int length = to - from;
        if (length == 0 || length > MAX_LENGTH) {
            return new String(ascii, from, length, StandardCharsets.ISO_8859_1);
        }
        int place = place(ascii, from, length);
        Known known = KNOWN[place];
        if (known == null || !Arrays.equals(known.ascii, 0, known.ascii.length, ascii, from, to)) {
            known = new Known(
                    Arrays.copyOfRange(ascii, from, to), new String(ascii, from, length, StandardCharsets.ISO_8859_1));
            KNOWN[place] = known;
        }
        return known.name;
    }

    /** Length and four letters tell nearly all names apart. */
    private static int place(byte[] ascii, int from, int length) {
        int middle = from + length / 2;
        int hash = 31 * (31 * (31 * (31 * length + ascii[from]) + ascii[middle]) + ascii[from + length - 1])
                + ascii[from + length / 4];
        return (hash ^ (hash >>> 10)) & (KNOWN.length - 1);
    }
}
