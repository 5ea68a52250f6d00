package io.lingzhi.llm.json;

import java.util.List;

/** A replacement of the bytes from {@code start} to before {@code end}; an insertion where both are equal. */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record Splice(int start, int end, byte[] replacement) {
    public Splice {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a splice goes from " + start + " to " + end);
        }
    }

    /** The bytes with all splices done, the same array if there are none. They are in order and do not overlap. */
    public static byte[] apply(byte[] original, List<Splice> splices) {
        if (splices.isEmpty()) {
            return original;
        }
        byte[] spliced = new byte[length(original, splices)];
        int copied = 0;
        int at = 0;
        for (Splice splice : splices) {
            int kept = splice.start - copied;
            System.arraycopy(original, copied, spliced, at, kept);
            System.arraycopy(splice.replacement, 0, spliced, at + kept, splice.replacement.length);
            at += kept + splice.replacement.length;
            copied = splice.end;
        }
        System.arraycopy(original, copied, spliced, at, original.length - copied);
        return spliced;
    }

    /** How many bytes those are. */
    static int length(byte[] original, List<Splice> splices) {
        int length = original.length;
        for (Splice splice : splices) {
            length += splice.replacement.length - (splice.end - splice.start);
        }
        return length;
    }
}
