package io.lingzhi.assistant.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The AI service's HTTP server. */
public final class AssistantServer {
    private final HttpServer server;

    private AssistantServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param requestIds names requests whose client did not; letters, digits, dots, dashes and underscores
     * @return the listening server, or a {@link BindException} that names the address
     */
    public static Future<AssistantServer> start(
            Vertx vertx, Settings settings, Services services, KeyCheck keys, Supplier<String> requestIds) {
        Limits limits = settings.limits();
        RequestPath path = new RequestPath(vertx, settings, keys, requestIds, new Router(services.routes(limits)));
        Silent silent = new Silent(vertx, limits.readDeadline(), ConcurrentHashMap.newKeySet());
        HttpServer server = vertx.createHttpServer(options(settings))
                .connectionHandler(silent::opened)
                .requestHandler(request -> {
                    silent.spoke(request.connection());
                    path.handle(request);
                })
                .invalidRequestHandler(path::refuse);
        return server.listen()
                .map(AssistantServer::new)
                .recover(cause -> Future.failedFuture(cannotListen(settings, cause)));
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Stops accepting, and completes when the running requests have ended or the deadline has cut them. */
    public Future<Void> drain(Duration deadline) {
        return server.shutdown(deadline);
    }

    private static HttpServerOptions options(Settings settings) {
        Limits limits = settings.limits();
        Duration idle = limits.totalDeadline().plus(limits.readDeadline());
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxInitialLineLength(limits.headerBytes())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, idle.toMillis()));
    }

    private static BindException cannotListen(Settings settings, Throwable cause) {
        BindException refused = new BindException("the AI service cannot listen on " + settings.host() + ":"
                + settings.port() + " (" + cause.getMessage()
                + "): stop what uses the port, or set assistant.host and assistant.port");
        refused.initCause(cause);
        return refused;
    }

    /** Connections that have not yet asked for anything; they are closed at the deadline. */
    private record Silent(Vertx vertx, Duration deadline, Set<HttpConnection> connections) {
        void opened(HttpConnection connection) {
            connections.add(connection);
            connection.closeHandler(ignored -> spoke(connection));
            vertx.setTimer(deadline.toMillis(), ignored -> {
                if (connections.remove(connection)) {
                    connection.close();
                }
            });
        }

        void spoke(HttpConnection connection) {
            connections.remove(connection);
        }
    }
}
