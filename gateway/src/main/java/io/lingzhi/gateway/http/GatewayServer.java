package io.lingzhi.gateway.http;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.SocketEndpoint;
import io.lingzhi.gateway.SocketSession;
import io.lingzhi.gateway.StreamedEndpoint;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import io.lingzhi.llm.protocol.WireError;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
    /** How long a client whose request was refused may take to read the answer. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** In the form in which they are written. */
    private static final List<Header> CORS = written(Map.of(
            "access-control-allow-origin", "*",
            "access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS",
            "access-control-allow-headers", "*, Authorization", // a wildcard does not cover it (Fetch standard, 3.3.3)
            "access-control-expose-headers",
                    "Location, Retry-After, X-Request-Id, OpenAI-Request-Id, X-Lingzhi-Translation-Loss,"
                            + " X-Lingzhi-Attempts, X-Lingzhi-Token-Count"));

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

    private final Vertx vertx;
    private final Supplier<Config> config;
    private final Router router;
    private final Function<String, FailureEncoder> failures;
    private final RequestId ids;
    private final BodyRoom bodies;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    public GatewayServer(
            Vertx vertx,
            Supplier<Config> config,
            Router router,
            Function<String, FailureEncoder> failures,
            RequestId ids,
            BodyRoom bodies) {
        this.vertx = vertx;
        this.config = config;
        this.router = router;
        this.failures = failures;
        this.ids = ids;
        this.bodies = bodies;
    }

    private record Header(CharSequence name, CharSequence value) {}

    private static List<Header> written(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> new Header(
                        HttpHeaders.createOptimized(header.getKey()), HttpHeaders.createOptimized(header.getValue())))
                .toList();
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
        CORS.forEach(header -> response.putHeader(header.name(), header.value()));
        response.putHeader(REQUEST_ID, id);
        running.incrementAndGet();
        HttpReply reply = new HttpReply(response, request.version(), context, running::decrementAndGet);
        String method = request.method().name();
        String path = router.canonical(method, String.valueOf(request.path()));
        FailureEncoder told = failures.apply(path);
        if (method.equals("OPTIONS")) {
            reply.whole(204, Map.of(), new byte[0]);
            return;
        }
        Optional<SocketEndpoint> socket = router.findSocket(path).filter(ignored -> asksForSocket(request));
        if (socket.isPresent()) {
            upgrade(request, socket.get(), clientRequest(request, id, path, new byte[0]), reply, told);
            return;
        }
        switch (router.find(method, path)) {
            case Router.Found.Route(var endpoint) ->
                read(request, reply, id, path, told, body -> endpoint.handle(body, reply));
            case Router.Found.Upload(var endpoint) -> upload(request, reply, id, path, told, endpoint);
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

    private static boolean asksForSocket(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) && "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
    }

    /** Opens the conversation first: a client that may not speak gets an HTTP answer, and no WebSocket. */
    private void upgrade(
            HttpServerRequest request,
            SocketEndpoint endpoint,
            ClientRequest upgrade,
            HttpReply reply,
            FailureEncoder told) {
        SocketConnection connection = new SocketConnection(vertx, vertx.getOrCreateContext());
        try {
            SocketSession session = endpoint.open(upgrade, connection);
            reply.leave();
            request.toWebSocket()
                    .onSuccess(socket -> connection.open(socket, session, running::decrementAndGet))
                    .onFailure(cause -> {
                        running.decrementAndGet();
                        LOG.debug("a WebSocket was not opened: {}", cause.toString());
                    });
        } catch (RejectedException e) {
            WireError error = told.encodeFailure(e.failure());
            reply.whole(error.status(), error.headers(), error.body());
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
        BodyRoom.Share room = bodies.share();
        reply.onOver(room::close);
        new RequestReading(vertx, request, maxBytes, room, new RequestReading.Outcome() {
                    @Override
                    public void complete(byte[] body) {
                        guarded(reply, told, () -> then.accept(clientRequest(request, id, path, body)));
                    }

                    @Override
                    public void unread(Failure failure, int status) {
                        closeSoon(request);
                        refuse(reply, told, failure, status);
                    }

                    @Override
                    public void refused(Failure failure, int status) {
                        refuse(reply, told, failure, status);
                    }
                })
                .begin();
    }

    /** Lets an endpoint read the body by itself. */
    private void upload(
            HttpServerRequest request,
            HttpReply reply,
            String id,
            String path,
            FailureEncoder told,
            StreamedEndpoint endpoint) {
        long maxBytes = config.get().limits().uploadBytes();
        if (BodyCollector.announced(request) > maxBytes) {
            closeSoon(request);
            refuse(reply, told, ArrivingBody.tooLarge(maxBytes), 413);
            return;
        }
        if (!ContentCoding.of(RequestReading.coding(request))
                .filter(ContentCoding.IDENTITY::equals)
                .isPresent()) {
            closeSoon(request);
            Failure packed = Failure.InvalidRequest.of("this route takes no content-encoding: send the body as it is");
            refuse(reply, told, packed, 415);
            return;
        }
        ArrivingBody body = new ArrivingBody(vertx, request, maxBytes, RequestReading.DEADLINE);
        reply.onOver(() -> {
            if (body.answered()) {
                endSoon(request);
            }
        });
        guarded(reply, told, () -> endpoint.handle(clientRequest(request, id, path, new byte[0]), body, reply));
    }

    /**
     * Announces and does the end of a connection whose request was not read to its end. Closing at once would take the
     * answer away from a client that still sends. Over HTTP/2 only the stream ends.
     */
    private void closeSoon(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
            endSoon(request);
        }
    }

    private void endSoon(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
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
                new WireBody(body),
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
