package io.lingzhi.gateway.upstream;

import io.lingzhi.llm.json.Spliced;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Gives out a body that is here whole, piece by piece, as fast as it is taken: the network copies what it is given, and
 * so has a few pieces of a large body at a time. Used on one event loop.
 */
final class WholeSource implements UpstreamBody.Source {
    /** Bytes. A body that is not longer is given in one. */
    static final int PIECE = 64 * 1024;

    private final Iterator<Spliced.Piece> left;
    private UpstreamBody.@Nullable Sink sink;
    private boolean paused;

    WholeSource(Spliced body) {
        this.left = body.pieces(PIECE).iterator();
    }

    @Override
    public void begin(UpstreamBody.Sink taker) {
        sink = taker;
        give();
    }

    private void give() {
        UpstreamBody.Sink taker = sink;
        while (taker != null && !paused && left.hasNext()) {
            Spliced.Piece piece = left.next();
            taker.chunk(piece.array(), piece.from(), piece.to());
        }
        if (taker != null && !left.hasNext()) {
            sink = null;
            taker.end();
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        give();
    }
}
