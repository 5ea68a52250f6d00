package io.lingzhi.bench.simulator;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Iterator;

/**
 * Plays the steps of one answer on its connection, one write after the other is with the socket. Runs on the
 * connection's event loop only. It ends once: by its own end, by a scripted one, or by the client's leave.
 */
final class Player {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final Iterator<Step> steps;
    private final EndListener listener;
    private long timer = NO_TIMER;
    private long bytesSent;
    private boolean ended;

    /** Is told the end, once. */
    interface EndListener {
        void ended(Outcome outcome, long bytesSent);
    }

    Player(Vertx vertx, HttpServerRequest request, Staging staging, EndListener listener) {
        this.vertx = vertx;
        this.connection = request.connection();
        this.response = request.response();
        this.steps = staging.steps().iterator();
        this.listener = listener;
        head(staging);
    }

    void play() {
        response.closeHandler(closed -> end(Outcome.CLIENT_ABORT));
        // A broken connection shows in the close handler; without this one it would be logged as unhandled.
        response.exceptionHandler(broken -> {});
        next();
    }

    private void head(Staging staging) {
        response.setStatusCode(staging.status());
        staging.headers().forEach(response::putHeader);
        if (staging.streamed()) {
            response.setChunked(true);
        } else {
            response.putHeader("content-type", "application/json");
            response.putHeader("content-length", Integer.toString(staging.length()));
        }
    }

    private void next() {
        if (ended || !steps.hasNext()) {
            return;
        }
        switch (steps.next()) {
            case Step.Wait(var time) ->
                timer = vertx.setTimer(Math.max(1, time.toMillis()), id -> {
                    timer = NO_TIMER;
                    next();
                });
            case Step.Head() -> response.writeHead().onSuccess(sent -> next());
            case Step.Write(byte[] bytes) -> write(bytes);
            case Step.End() -> response.end().onSuccess(sent -> end(Outcome.DONE));
            case Step.Stall() -> {
                // Only the client, or the end of the simulator, ends this answer.
            }
            case Step.Cut() -> {
                end(Outcome.CUT);
                connection.close();
            }
            case Step.Reset() -> {
                end(Outcome.RESET);
                reset();
            }
        }
    }

    private void write(byte[] bytes) {
        response.write(Buffer.buffer(bytes)).onSuccess(sent -> {
            bytesSent += bytes.length;
            next();
        });
    }

    /** Closes with linger time 0, which makes the kernel send RST; Vert.x itself has no such call. */
    private void reset() {
        if (!(connection instanceof ConnectionBase base)) {
            throw new IllegalStateException("not a TCP connection of Vert.x: " + connection.getClass());
        }
        base.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = base.channel().close(); // its end shows in the close handler
    }

    private void end(Outcome outcome) {
        if (ended) {
            return;
        }
        ended = true;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
        listener.ended(outcome, bytesSent);
    }
}
