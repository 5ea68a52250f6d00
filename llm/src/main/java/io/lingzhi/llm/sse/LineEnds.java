package io.lingzhi.llm.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines: LF, CR, or CR and LF. Eight bytes are looked at together. */
final class LineEnds {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ONES * ' ';

    private LineEnds() {}

    /** Where the first LF or CR stands from {@code from} on; {@code to} if none does before. */
    static int next(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long word = (long) EIGHT.get(bytes, at);
            // Marks the bytes below a space. Of several marks the lowest is right, and those above it may not be.
            long controls = (word - SPACES) & ~word & HIGH_BITS;
            if (controls == 0) {
                at += Long.BYTES;
            } else {
                at += Long.numberOfTrailingZeros(controls) / Byte.SIZE;
                if (isEnd(bytes[at])) {
                    return at;
                }
                at++;
            }
        }
        while (at < to && !isEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Where the next line begins, after the end that stands at {@code end}. */
    static int behind(byte[] bytes, int end) {
        boolean two = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
        return end + (two ? 2 : 1);
    }

    private static boolean isEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
