package io.lingzhi.llm.json;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** A replacement of the bytes from {@code start} to before {@code end}; an insertion where both are equal. */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record Splice(int start, int end, byte[] replacement) {
    public Splice {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a splice goes from " + start + " to " + end);
        }
    }

    /** The bytes with all splices done. They are in order and do not overlap. */
    public static byte[] apply(byte[] original, List<Splice> splices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(original.length + 64);
        int copied = 0;
        for (Splice splice : splices) {
            out.write(original, copied, splice.start - copied);
            out.writeBytes(splice.replacement);
            copied = splice.end;
        }
        out.write(original, copied, original.length - copied);
        return out.toByteArray();
    }
}
