package io.lingzhi.gateway.http;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.WireError;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one listening socket: reads requests, finds their endpoint, and answers by itself what concerns HTTP alone.
 * Shared by all event loops; its only state are two counters.
 */
public final class GatewayServer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    /** The longest time in which a client may send its request's body. */
    private static final Duration BODY_DEADLINE = Duration.ofMinutes(2);

    /** How long a client whose request was refused may take to read the answer. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final Map<String, String> CORS = Map.of(
            "access-control-allow-origin", "*",
            "access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS",
            "access-control-allow-headers", "*",
            "access-control-expose-headers", "Location, Retry-After, X-Request-Id, OpenAI-Request-Id");

    private final Vertx vertx;
    private final Supplier<Config> config;
    private final Router router;
    private final Function<String, FailureEncoder> failures;
    private final RequestId ids;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    public GatewayServer(
            Vertx vertx,
            Supplier<Config> config,
            Router router,
            Function<String, FailureEncoder> failures,
            RequestId ids) {
        this.vertx = vertx;
        this.config = config;
        this.router = router;
        this.failures = failures;
        this.ids = ids;
    }

    /** Requests that have begun and whose answer has not ended. */
    public int running() {
        return running.get();
    }

    void connected(HttpConnection connection) {
        if (connections.incrementAndGet() > config.get().limits().connections()) {
            LOG.warn("a connection was refused: limits.connections is reached");
            var _ = connection.close();
        }
        connection.closeHandler(ignored -> connections.decrementAndGet());
    }

    void handle(HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        String id = ids.of(request.getHeader("x-request-id"));
        HttpServerResponse response = request.response();
        response.headers().addAll(CORS).add("x-request-id", id);
        running.incrementAndGet();
        HttpReply reply = new HttpReply(response, context, running::decrementAndGet);
        String method = request.method().name();
        String path = router.canonical(method, String.valueOf(request.path()));
        FailureEncoder told = failures.apply(path);
        if (method.equals("OPTIONS")) {
            reply.whole(204, Map.of(), new byte[0]);
            return;
        }
        switch (router.find(method, path)) {
            case Router.Found.Route(var endpoint) ->
                read(request, reply, id, path, told, body -> endpoint.handle(body, reply));
            case Router.Found.WrongMethod(var allowed) -> {
                response.putHeader("allow", String.join(", ", allowed));
                refuse(
                        reply,
                        told,
                        new Failure.UnknownRoute(
                                request.path() + " takes " + String.join(", ", allowed) + ", not " + method),
                        405);
            }
            case Router.Found.Nothing() ->
                refuse(
                        reply,
                        told,
                        new Failure.UnknownRoute("no such route: " + method + " " + request.path()
                                + "; the API begins at /v1, and GET / lists its routes"),
                        404);
        }
    }

    private void read(
            HttpServerRequest request,
            HttpReply reply,
            String id,
            String path,
            FailureEncoder told,
            Consumer<ClientRequest> then) {
        long maxBytes = config.get().limits().bodyBytes();
        BodyCollector.collect(
                vertx,
                request,
                maxBytes,
                BODY_DEADLINE,
                body -> guarded(
                        reply,
                        told,
                        () -> then.accept(clientRequest(request, id, path, body))),
                refusal -> {
                    closeSoon(request);
                    switch (refusal) {
                        case TOO_LARGE ->
                            refuse(
                                    reply,
                                    told,
                                    new Failure.PayloadTooLarge("the body is longer than " + maxBytes
                                            + " bytes: send less, or raise limits.body"),
                                    413);
                        case TOO_SLOW ->
                            refuse(
                                    reply,
                                    told,
                                    new Failure.TimedOut("the request's body did not arrive within "
                                            + BODY_DEADLINE.toSeconds() + " s"),
                                    408);
                    }
                });
    }

    /**
     * Announces and does the end of a connection whose request was not read to its end. Closing at once would take the
     * answer away from a client that still sends. Over HTTP/2 only the stream ends.
     */
    private void closeSoon(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
            vertx.setTimer(LINGER.toMillis(), ignored -> {
                var _ = request.connection().close();
            });
        }
    }

    /** Whatever an endpoint throws is a fault of ours, and still gets an answer. */
    private static void guarded(HttpReply reply, FailureEncoder told, Runnable endpoint) {
        try {
            endpoint.run();
        } catch (RuntimeException e) {
            LOG.error("an endpoint failed", e);
            refuse(reply, told, new Failure.InternalFault("the gateway failed: see its log"), 500);
        }
    }

    private static void refuse(HttpReply reply, FailureEncoder told, Failure failure, int status) {
        WireError error = told.encodeFailure(failure);
        reply.whole(status, error.headers(), error.body());
    }

    private static ClientRequest clientRequest(HttpServerRequest request, String id, String path, byte[] body) {
        return new ClientRequest(
                id,
                request.method().name(),
                path,
                name -> Optional.ofNullable(request.getHeader(name)),
                name -> Optional.ofNullable(request.getParam(name)),
                body,
                peer(request),
                new ClientRequest.Sent(target(request), () -> headers(request)),
                Optional.empty());
    }

    private static String target(HttpServerRequest request) {
        String query = request.query();
        return request.path() + (query == null ? "" : "?" + query);
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other));
        return headers;
    }

    /** The peer's address; one that tells nothing where the connection is gone already. */
    private static InetAddress peer(HttpServerRequest request) {
        var peer = request.remoteAddress();
        String address = peer == null ? null : peer.hostAddress();
        return InetAddress.ofLiteral(address == null ? "0.0.0.0" : address);
    }
}
