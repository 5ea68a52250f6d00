package io.lingzhi.gateway;

import java.util.ArrayList;
import java.util.List;

/** Bytes that are collected in pieces and given out as one; a piece that stands alone is not copied. */
final class Pieces {
    private final List<byte[]> pieces = new ArrayList<>();
    private int size;

    void add(byte[] piece) {
        if (piece.length > 0) {
            pieces.add(piece);
            size += piece.length;
        }
    }

    int size() {
        return size;
    }

    /** All of them, which are no longer here then. */
    byte[] take() {
        byte[] all = pieces.size() == 1 ? pieces.getFirst() : joined();
        pieces.clear();
        size = 0;
        return all;
    }

    private byte[] joined() {
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
