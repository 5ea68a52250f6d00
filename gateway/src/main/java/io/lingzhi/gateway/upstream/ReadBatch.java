package io.lingzhi.gateway.upstream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the chunks that one turn of the event loop reads, so that what follows is done once for all of them: a chunk
 * that comes alone is handed on at the end of its turn, and so are many. Used on one event loop.
 */
final class ReadBatch {
    /** What one turn reads is handed on in pieces of about this many bytes. */
    private static final int ENOUGH = 16 * 1024;

    private final Consumer<byte[]> whole;
    private final List<byte[]> chunks = new ArrayList<>();
    private int size;
    private @Nullable Context context;

    ReadBatch(Consumer<byte[]> whole) {
        this.whole = whole;
    }

    void add(byte[] chunk) {
        boolean first = chunks.isEmpty();
        chunks.add(chunk);
        size += chunk.length;
        if (size > ENOUGH) {
            handOn();
        } else if (first) {
            atEndOfTurn();
        }
    }

    private void atEndOfTurn() {
        Context here = context == null ? Vertx.currentContext() : context;
        if (here == null) {
            handOn();
        } else {
            context = here;
            here.runOnContext(_ -> handOn());
        }
    }

    /** Hands on what has come. */
    void handOn() {
        if (chunks.isEmpty()) {
            return;
        }
        byte[] joined = chunks.size() == 1 ? chunks.getFirst() : joined();
        forget();
        whole.accept(joined);
    }

    /** Nobody wants what has come. */
    void forget() {
        chunks.clear();
        size = 0;
    }

    private byte[] joined() {
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        return all;
    }
}
