package io.lingzhi.gateway.http;

import io.lingzhi.llm.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a request's body whole: collected up to a limit within a deadline, and unpacked up to the same limit, on a
 * worker thread.
 */
final class RequestReading {
    private static final Logger LOG = LoggerFactory.getLogger(RequestReading.class);
    /** The longest time in which a client may send its request's body. */
    static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long maxBytes;
    private final BodyRoom.Share room;
    private final Outcome outcome;

    /** Hears one of the three, once, on the request's event loop; none if the client goes away before. */
    interface Outcome {
        void complete(byte[] body);

        /** Something of the body may still be on its way. */
        void unread(Failure failure, int status);

        /** The body is here, and is none. */
        void refused(Failure failure, int status);
    }

    RequestReading(Vertx vertx, HttpServerRequest request, long maxBytes, BodyRoom.Share room, Outcome outcome) {
        this.room = room;
        this.vertx = vertx;
        this.request = request;
        this.maxBytes = maxBytes;
        this.outcome = outcome;
    }

    private static Failure unknownCoding() {
        return Failure.InvalidRequest.of("the body's content-encoding is not supported: send one of "
                + ContentCoding.SUPPORTED + ", and not several upon one another");
    }

    /** The header's value; empty when there is none. */
    static String coding(HttpServerRequest request) {
        return request.headers().contains("content-encoding")
                ? String.join(",", request.headers().getAll("content-encoding"))
                : "";
    }

    void begin() {
        Optional<ContentCoding> named = ContentCoding.of(coding(request));
        if (named.isEmpty()) {
            outcome.unread(unknownCoding(), 415);
            return;
        }
        ContentCoding coding = named.get();
        Consumer<byte[]> complete = coding == ContentCoding.IDENTITY ? outcome::complete : body -> unpack(coding, body);
        BodyCollector.collect(vertx, request, maxBytes, room, DEADLINE, complete, refusal -> {
            switch (refusal) {
                case TOO_LARGE -> outcome.unread(tooLarge(""), 413);
                case NO_ROOM -> outcome.unread(noRoom(), 503);
                case TOO_SLOW -> outcome.unread(tooSlow(), 408);
            }
        });
    }

    private void unpack(ContentCoding coding, byte[] packed) {
        if (packed.length == 0) {
            outcome.complete(packed);
            return;
        }
        int most = (int) Math.min(maxBytes + 1, LONGEST_ARRAY);
        vertx.executeBlocking(() -> unpacked(coding, packed, most), false)
                .onComplete(body -> body.ifPresentOrElse(this::unpacked, this::broken), this::failed);
    }

    /** Not the data's fault, such as a platform that the library of zstd is not made for. */
    private void failed(Throwable cause) {
        LOG.error("a body could not be unpacked", cause);
        outcome.refused(new Failure.InternalFault("the gateway could not unpack the body: see its log"), 500);
    }

    private void unpacked(byte[] body) {
        if (body.length > maxBytes) {
            outcome.refused(tooLarge(", unpacked,"), 413);
        } else if (!room.take(body.length)) {
            outcome.refused(noRoom(), 503);
        } else {
            outcome.complete(body);
        }
    }

    private void broken() {
        outcome.refused(
                Failure.InvalidRequest.of(
                        "the body cannot be unpacked: it is broken, or not what its content-encoding says"),
                400);
    }

    private static Optional<byte[]> unpacked(ContentCoding coding, byte[] packed, int most) {
        try {
            return Optional.of(coding.unpack(packed, most));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Failure tooLarge(String when) {
        return new Failure.PayloadTooLarge(
                "the body" + when + " is longer than " + maxBytes + " bytes: send less, or raise limits.body");
    }

    private static Failure noRoom() {
        return new Failure.Overloaded(
                "the gateway holds as many bytes of request bodies as it has room for: try again shortly",
                Optional.of(Duration.ofSeconds(1)));
    }

    private static Failure tooSlow() {
        return new Failure.TimedOut("the request's body did not arrive within " + DEADLINE.toSeconds() + " s");
    }
}
