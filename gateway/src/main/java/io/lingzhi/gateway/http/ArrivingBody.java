package io.lingzhi.gateway.http;

import io.lingzhi.gateway.RequestBody;
import io.lingzhi.llm.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, handed on as it arrives. What is not read stays with the client: a paused body fills the
 * connection's window. A client that is read from and sends nothing is given up after one to two times the silence
 * allowed.
 */
final class ArrivingBody implements RequestBody {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long maxBytes;
    private final Duration silence;
    private @Nullable Sink sink;
    private long received;
    private long watch = -1;
    private boolean paused = true;
    private boolean heard;
    private boolean over;

    ArrivingBody(Vertx vertx, HttpServerRequest request, long maxBytes, Duration silence) {
        this.vertx = vertx;
        this.request = request;
        this.maxBytes = maxBytes;
        this.silence = silence;
        request.pause();
        announceClose();
    }

    /**
     * An answer whose head leaves before the body's end is the connection's last: what is left would stand before the
     * next request.
     */
    private void announceClose() {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
        }
    }

    private void ended() {
        if (!request.response().headWritten()) {
            request.response().headers().remove("connection");
        }
        finish(Sink::end);
    }

    @Override
    public void read(Sink next) {
        if (over) {
            return;
        }
        boolean first = sink == null;
        sink = next;
        if (first) {
            request.handler(this::chunk);
            request.endHandler(ignored -> ended());
            request.exceptionHandler(ignored -> stop());
            watch = vertx.setPeriodic(silence.toMillis(), ignored -> look());
        }
        resume();
    }

    private void chunk(Buffer bytes) {
        Sink taker = sink;
        if (over || taker == null) {
            return;
        }
        heard = true;
        received += bytes.length();
        if (received > maxBytes) {
            Failure tooLarge = tooLarge(maxBytes);
            finish(lost -> lost.failed(tooLarge));
        } else {
            taker.chunk(bytes.getBytes());
        }
    }

    static Failure tooLarge(long maxBytes) {
        return new Failure.PayloadTooLarge(
                "the body is longer than " + maxBytes + " bytes: send less, or raise limits.upload");
    }

    private void look() {
        if (!heard && !paused) {
            Failure silent = Failure.InvalidRequest.of(
                    "the request's body stopped arriving: nothing came for " + silence.toSeconds() + " s");
            finish(lost -> lost.failed(silent));
        }
        heard = false;
    }

    private void finish(Consumer<Sink> last) {
        Sink taker = sink;
        if (!over && taker != null) {
            stop();
            last.accept(taker);
        }
    }

    private void stop() {
        over = true;
        sink = null;
        vertx.cancelTimer(watch);
    }

    /** The answer is out: what still comes is thrown away. Returns whether something may. */
    boolean answered() {
        if (request.isEnded()) {
            return false;
        }
        stop();
        request.handler(ignored -> {});
        request.endHandler(ignored -> {});
        request.resume();
        return true;
    }

    @Override
    public void pause() {
        if (!over) {
            paused = true;
            request.pause();
        }
    }

    @Override
    public void resume() {
        if (!over) {
            paused = false;
            heard = true;
            request.resume();
        }
    }
}
