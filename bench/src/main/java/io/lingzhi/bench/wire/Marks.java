package io.lingzhi.bench.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.LongConsumer;

/**
 * Finds marks in an answer's bytes, however they are cut. A mark is {@code @}, 19 digits, {@code @}: the instant at
 * which the upstream sent the chunk, in nanoseconds of {@link System#nanoTime}, which on Linux all processes share. It
 * stands inside the text, so that it outlives a translation.
 */
public final class Marks {
    /** Digits of a mark. */
    public static final int DIGITS = 19;

    private static final int OUTSIDE = -1;

    private int digits = OUTSIDE;
    private long value;

    /** A mark of this instant. */
    public static String of(long nanos) {
        return "@" + "%019d".formatted(nanos) + "@";
    }

    /** Writes the digits of a mark at {@code index}. */
    public static void write(ByteBuf buffer, int index, long nanos) {
        long rest = nanos;
        for (int i = index + DIGITS - 1; i >= index; i--) {
            buffer.setByte(i, '0' + (int) (rest % 10));
            rest /= 10;
        }
    }

    /** Takes the next bytes and tells the instants of the marks that end in them. */
    public void scan(ByteBuf bytes, LongConsumer found) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (digits == OUTSIDE) {
                at = bytes.indexOf(at, end, (byte) '@') + 1;
                if (at == 0) {
                    return;
                }
                begin();
            } else {
                take(bytes.getByte(at++), found);
            }
        }
    }

    private void begin() {
        digits = 0;
        value = 0;
    }

    private void take(byte letter, LongConsumer found) {
        if (letter >= '0' && letter <= '9' && digits < DIGITS) {
            value = value * 10 + (letter - '0');
            digits++;
        } else if (letter == '@' && digits != DIGITS) {
            begin();
        } else {
            if (letter == '@') {
                found.accept(value);
            }
            digits = OUTSIDE;
        }
    }
}
