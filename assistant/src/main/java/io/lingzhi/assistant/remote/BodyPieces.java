package io.lingzhi.assistant.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body's bytes, from the HTTP client's threads to the one that waits for them. Asks for the next piece when the last
 * one was taken, so that at most one waits here.
 */
final class BodyPieces implements Flow.Subscriber<List<ByteBuffer>> {
    private final BlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean cancelled;

    /** What comes next of a body. */
    sealed interface Piece {
        @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
        record Bytes(byte[] bytes) implements Piece {}

        record End() implements Piece {}

        record Broken(Throwable cause) implements Piece {}

        /** Nothing came in time. */
        record Late() implements Piece {}
    }

    Piece next(Duration patience) throws InterruptedException {
        ask();
        Piece piece = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        return piece == null ? new Piece.Late() : piece;
    }

    private synchronized void ask() {
        if (subscription != null && !cancelled && queue.isEmpty()) {
            subscription.request(1);
        }
    }

    /** Gives the body up, and ends a wait for more of it. */
    synchronized void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
        queue.add(new Piece.Broken(new IOException("the answer was given up")));
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (cancelled) {
            given.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        byte[] bytes = new byte[size];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(bytes, at, length);
            at += length;
        }
        queue.add(new Piece.Bytes(bytes));
    }

    @Override
    public void onError(Throwable cause) {
        queue.add(new Piece.Broken(cause));
    }

    @Override
    public void onComplete() {
        queue.add(new Piece.End());
    }
}
