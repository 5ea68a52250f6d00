package io.lingzhi.llm.json;

import java.util.ArrayList;
import java.util.List;

/** Bytes of which some are replaced, without a copy of the others. Immutable as long as nobody writes to the arrays. */
public final class Spliced {
    private final byte[] original;
    private final List<Splice> splices;
    private final int length;

    /** Bytes from {@code from} to before {@code to} of an array. */
    @SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
    public record Piece(byte[] array, int from, int to) {}

    /** @param splices in order, without overlaps */
    public Spliced(byte[] original, List<Splice> splices) {
        this.original = original;
        this.splices = List.copyOf(splices);
        this.length = Splice.length(original, splices);
    }

    /** How many bytes it is, with everything in its place. */
    public int length() {
        return length;
    }

    /** All of them in one array, the original one if nothing is replaced. */
    public byte[] bytes() {
        return Splice.apply(original, splices);
    }

    /** All of them in order, in pieces of at most {@code most} bytes, none of them empty. */
    public List<Piece> pieces(int most) {
        List<Piece> pieces = new ArrayList<>();
        int copied = 0;
        for (Splice splice : splices) {
            cut(original, copied, splice.start(), most, pieces);
            cut(splice.replacement(), 0, splice.replacement().length, most, pieces);
            copied = splice.end();
        }
        cut(original, copied, original.length, most, pieces);
        return pieces;
    }

    private static void cut(byte[] array, int from, int to, int most, List<Piece> into) {
        for (int at = from; at < to; at += most) {
            into.add(new Piece(array, at, Math.min(to, at + most)));
        }
    }
}
