package io.lingzhi.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a request's body up to a limit, within a deadline. */
final class BodyCollector {
    /** Bytes. */
    private static final int SMALL = 4096;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Why a body was not read to its end. */
    enum Refusal {
        TOO_LARGE,
        NO_ROOM,
        TOO_SLOW
    }

    private final long maxBytes;
    private final BodyRoom.Share room;
    private final Consumer<byte[]> complete;
    private final Consumer<Refusal> refused;
    private final List<Buffer> collected = new ArrayList<>();
    /** Where the next small piece goes. */
    private @Nullable Buffer tail;

    private int length;
    private boolean over;
    private Runnable stopWaiting = () -> {};

    private BodyCollector(long maxBytes, BodyRoom.Share room, Consumer<byte[]> complete, Consumer<Refusal> refused) {
        this.maxBytes = maxBytes;
        this.room = room;
        this.complete = complete;
        this.refused = refused;
    }

    /** Calls one of the two, once, on the request's event loop; neither if the client goes away before. */
    static void collect(
            Vertx vertx,
            HttpServerRequest request,
            long maxBytes,
            BodyRoom.Share room,
            Duration deadline,
            Consumer<byte[]> complete,
            Consumer<Refusal> refused) {
        BodyCollector collector = new BodyCollector(maxBytes, room, complete, refused);
        if (announced(request) > maxBytes) {
            collector.refuse(Refusal.TOO_LARGE);
            return;
        }
        request.handler(collector::chunk);
        request.endHandler(ignored -> collector.end());
        request.exceptionHandler(ignored -> collector.leave());
        // Most bodies come together with their head: only one that does not needs a timer.
        vertx.runOnContext(ignored -> collector.waitUntil(vertx, deadline));
    }

    private void waitUntil(Vertx vertx, Duration deadline) {
        if (!over) {
            long timer = vertx.setTimer(deadline.toMillis(), ignored -> refuse(Refusal.TOO_SLOW));
            stopWaiting = () -> vertx.cancelTimer(timer);
        }
    }

    /** Lets go of everything: this is not gone before the answer has ended. */
    private void leave() {
        over = true;
        tail = null;
        collected.clear();
        stopWaiting.run();
    }

    /** The length that the request's head tells; 0 when it tells none. */
    static long announced(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void chunk(Buffer bytes) {
        if (over) {
            return;
        }
        if (length + (long) bytes.length() > Math.min(maxBytes, LONGEST_ARRAY)) {
            refuse(Refusal.TOO_LARGE);
        } else if (!room.take(bytes.length())) {
            refuse(Refusal.NO_ROOM);
        } else {
            keep(bytes);
            length += bytes.length();
        }
    }

    /** Large pieces stay as they are; small ones are put together, since each costs more than it holds. */
    private void keep(Buffer piece) {
        if (piece.length() >= SMALL) {
            collected.add(piece);
            tail = null;
            return;
        }
        Buffer last = tail;
        if (last == null || last.length() >= SMALL) {
            last = Buffer.buffer();
            collected.add(last);
            tail = last;
        }
        last.appendBuffer(piece);
    }

    private void end() {
        if (!over) {
            byte[] body = joined();
            leave();
            complete.accept(body);
        }
    }

    /** The body in one piece: the only copy that is made of it here. */
    private byte[] joined() {
        byte[] body = new byte[length];
        int at = 0;
        for (Buffer piece : collected) {
            piece.getBytes(body, at);
            at += piece.length();
        }
        return body;
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            leave();
            refused.accept(refusal);
        }
    }
}
