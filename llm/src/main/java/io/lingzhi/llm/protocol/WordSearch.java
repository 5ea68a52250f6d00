package io.lingzhi.llm.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A word that is looked for in bodies without reading them. Its first two letters are compared with eight places at a
 * time, the rest only where both are found.
 */
public final class WordSearch {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;

    private final byte[] word;
    private final long first;
    private final long second;

    /** @param ascii two ASCII letters or more */
    public WordSearch(String ascii) {
        word = ascii.getBytes(StandardCharsets.US_ASCII);
        first = ONES * word[0];
        second = ONES * word[1];
    }

    /** Whether the word stands anywhere in the body. */
    public boolean isIn(byte[] body) {
        return find(body, 0) >= 0;
    }

    /** Where the word stands first from {@code from} on; -1 if nowhere. */
    public int find(byte[] body, int from) {
        int at = from;
        while (at + Long.BYTES < body.length) {
            long other = ((long) EIGHT.get(body, at) ^ first) | ((long) EIGHT.get(body, at + 1) ^ second);
            boolean hasZero = ((other - ONES) & ~other & (ONES << 7)) != 0;
            int found = hasZero ? among(body, at, at + Long.BYTES) : -1;
            if (found >= 0) {
                return found;
            }
            at += Long.BYTES;
        }
        return among(body, at, body.length);
    }

    /** Where the word begins from one place to before another; -1 if nowhere. */
    private int among(byte[] body, int from, int to) {
        for (int at = from; at < to && at + word.length <= body.length; at++) {
            if (Arrays.equals(body, at, at + word.length, word, 0, word.length)) {
                return at;
            }
        }
        return -1;
    }
}
