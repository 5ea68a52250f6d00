package io.lingzhi.gateway.upstream;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * Sends a body while it arrives, or piece by piece, as fast as the upstream takes it. A silent upstream is the
 * deadline's matter; a silent source looks after itself. Used on one event loop.
 */
final class SendingBody implements UpstreamBody.Sink {
    private final HttpClientRequest wire;
    private final UpstreamBody.Source source;
    private final Progress progress;
    private boolean over;

    /** What the deadlines need to hear. */
    interface Progress {
        /** The upstream takes no more for now. */
        void stuck();

        /** The next piece is the source's to give. */
        void flowing();

        void complete();
    }

    SendingBody(HttpClientRequest wire, UpstreamBody.Source source, Progress progress) {
        this.wire = wire;
        this.source = source;
        this.progress = progress;
    }

    void begin(byte[] head) {
        if (head.length > 0) {
            var _ = wire.write(wrapped(head, 0, head.length));
        }
        progress.flowing();
        source.begin(this);
    }

    @Override
    public void chunk(byte[] bytes, int from, int to) {
        if (over) {
            return;
        }
        var _ = wire.write(wrapped(bytes, from, to));
        if (wire.writeQueueFull()) {
            source.pause();
            progress.stuck();
            wire.drainHandler(ignored -> drained());
        }
    }

    /** A buffer over these bytes, and not over a copy: nobody changes a body that is sent. */
    static Buffer wrapped(byte[] bytes, int from, int to) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    private void drained() {
        wire.drainHandler(null);
        if (!over) {
            progress.flowing();
            source.resume();
        }
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            progress.complete();
            var _ = wire.end();
        }
    }

    /** Sends nothing more. Returns whether something was left to send. */
    boolean stop() {
        boolean cut = !over;
        over = true;
        return cut;
    }
}
