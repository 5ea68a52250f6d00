package io.lingzhi.gateway.http;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Deadlines;
import io.netty.channel.epoll.EpollChannelOption;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The listening socket, shared by one server on each event loop. */
public final class Listener {
    /**
     * Silence on a connection outlasts the longest wait for an upstream by this much, so that the upstream's deadline
     * speaks.
     */
    private static final Duration IDLE_MARGIN = Duration.ofSeconds(30);
    /**
     * Bytes that the system may hold of one connection beyond those that are on their way. Without a limit it takes
     * megabytes for a client that reads slowly, and the answer's course runs so far ahead of it. What may be on its way
     * is not limited by it, so that distant clients are served at full speed. Source: tcp(7), TCP_NOTSENT_LOWAT, read
     * 2026-11-26.
     */
    private static final long MOST_UNSENT = 128 * 1024;

    private final Vertx vertx;
    private final GatewayServer server;
    private final List<HttpServer> sockets = new CopyOnWriteArrayList<>();

    public Listener(Vertx vertx, GatewayServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /** Listens; fails when the address cannot be bound. */
    public Future<Integer> listen(Config config, int eventLoops) {
        HttpServerOptions options = options(config);
        return vertx.deployVerticle(() -> new Socket(options), new DeploymentOptions().setInstances(eventLoops))
                .map(ignored -> sockets.getFirst().actualPort());
    }

    /** Takes no new connections, lets the running requests end, and closes what is left after the deadline. */
    public Future<Void> drain(Duration deadline) {
        return Future.all(sockets.stream()
                        .map(socket -> socket.shutdown(deadline))
                        .toList())
                .mapEmpty();
    }

    private static HttpServerOptions options(Config config) {
        Deadlines deadlines = config.deadlines();
        Duration longest = max(deadlines.untilWhole().idle(), max(deadlines.responseHead(), deadlines.firstToken()));
        HttpServerOptions options = new HttpServerOptions()
                .setHost(
                        config.server().host().isEmpty()
                                ? "0.0.0.0"
                                : config.server().host())
                .setPort(config.server().port())
                .setMaxHeaderSize(config.limits().headerBytes())
                .setMaxInitialLineLength(16 * 1024)
                .setHandle100ContinueAutomatically(true)
                // Its detection would wait for the first bytes, and leave silent connections uncounted.
                .setHttp2ClearTextEnabled(false)
                // Compressed messages could be small here and huge when unpacked.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketMessageSize(
                        (int) Math.min(Integer.MAX_VALUE, config.limits().bodyBytes()))
                // Requests are answered on their own event loop, and nowhere else.
                .setStrictThreadMode(true)
                .setAcceptBacklog(8192)
                .setIdleTimeout((int) longest.plus(IDLE_MARGIN).toSeconds());
        config.server()
                .tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions().setCertPath(tls.cert()).setKeyPath(tls.key())));
        return options;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private final class Socket extends VerticleBase {
        private final HttpServerOptions options;

        Socket(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public Future<?> start() {
            HttpServer socket = vertx.createHttpServer(options)
                    .connectionHandler(this::connected)
                    .requestHandler(server::handle);
            sockets.add(socket);
            return socket.listen();
        }

        private void connected(HttpConnection connection) {
            if (connection instanceof ConnectionBase base) {
                // Only Linux knows the option; elsewhere this does nothing.
                base.channel().config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT);
            }
            server.connected(connection);
        }
    }
}
