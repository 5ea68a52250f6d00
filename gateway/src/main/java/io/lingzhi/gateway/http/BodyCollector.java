package io.lingzhi.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads a request's body up to a limit, within a deadline. */
final class BodyCollector {
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
    private Buffer collected = Buffer.buffer();
    private boolean over;

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
        long timer = vertx.setTimer(deadline.toMillis(), ignored -> collector.refuse(Refusal.TOO_SLOW));
        request.handler(collector::chunk);
        request.endHandler(ignored -> {
            vertx.cancelTimer(timer);
            collector.end();
        });
        request.exceptionHandler(ignored -> vertx.cancelTimer(timer));
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
        if (collected.length() + (long) bytes.length() > maxBytes) {
            refuse(Refusal.TOO_LARGE);
        } else if (!room.take(bytes.length())) {
            refuse(Refusal.NO_ROOM);
        } else {
            collected.appendBuffer(bytes);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            complete.accept(collected.getBytes());
        }
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            over = true;
            collected = Buffer.buffer();
            refused.accept(refusal);
        }
    }
}
