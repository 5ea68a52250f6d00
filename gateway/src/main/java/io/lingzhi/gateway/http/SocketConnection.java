package io.lingzhi.gateway.http;

import io.lingzhi.gateway.SocketPeer;
import io.lingzhi.gateway.SocketSession;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection: text messages both ways, pings, and an end for one that is silent for long. Used on its
 * event loop.
 */
final class SocketConnection implements SocketPeer {
    /** Often enough for proxies that cut silent connections after a minute. */
    private static final Duration PING = Duration.ofSeconds(25);

    /** A client that says nothing for so long has forgotten its connection. */
    private static final Duration IDLE = Duration.ofMinutes(60);

    /** Close codes of RFC 6455, section 7.4.1. */
    private static final short NORMAL = 1000;

    private static final short UNSUPPORTED = 1003;
    private static final short TOO_LONG = 1009;

    private final Vertx vertx;
    private final Context context;
    private @Nullable ServerWebSocket socket;
    private boolean over;
    private short closeCode = NORMAL;
    private String closeReason = "";
    private int silentPings;

    SocketConnection(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** Begins to talk, once the upgrade is done. */
    void open(ServerWebSocket opened, SocketSession session, Runnable afterwards) {
        socket = opened;
        long pinging = vertx.setPeriodic(PING.toMillis(), ignored -> ping());
        opened.textMessageHandler(message -> {
            silentPings = 0;
            session.text(message);
        });
        opened.binaryMessageHandler(ignored -> close(UNSUPPORTED, "text messages are expected"));
        opened.exceptionHandler(ignored -> close(TOO_LONG, "a message was too long or broken"));
        // Called when the server stops, and also by the first close, which only a second one completes.
        opened.shutdownHandler(ignored -> {
            if (over) {
                var _ = opened.close(closeCode, closeReason);
            } else {
                session.drain();
            }
        });
        opened.closeHandler(ignored -> {
            over = true;
            vertx.cancelTimer(pinging);
            session.gone();
            afterwards.run();
        });
    }

    private void ping() {
        silentPings++;
        if (silentPings > IDLE.dividedBy(PING)) {
            close(NORMAL, "silent for too long");
        } else if (!over && socket != null) {
            var _ = socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public void send(String message) {
        if (!over && socket != null) {
            silentPings = 0;
            var _ = socket.writeTextMessage(message);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!over && socket != null) {
            over = true;
            closeCode = (short) code;
            closeReason = reason;
            var _ = socket.close(closeCode, closeReason);
        }
    }

    @Override
    public boolean congested() {
        return !over && socket != null && socket.writeQueueFull();
    }

    @Override
    public void onDrained(Runnable task) {
        ServerWebSocket open = socket;
        if (open == null) {
            return;
        }
        open.drainHandler(ignored -> {
            open.drainHandler(null);
            task.run();
        });
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }
}
