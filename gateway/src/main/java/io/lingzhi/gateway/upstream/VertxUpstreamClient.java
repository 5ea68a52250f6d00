package io.lingzhi.gateway.upstream;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ClientSSLOptions;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Calls over pooled connections: HTTP/1.1 to {@code http} addresses, HTTP/2 where the other end offers it to
 * {@code https} ones. Each event loop has clients of its own, so that a call never changes threads; each proxy, with
 * each account, has its own connections. A pooled connection that proves to be closed is replaced once, unseen by
 * whoever calls.
 */
public final class VertxUpstreamClient implements UpstreamClient {
    /** Connections of one event loop to one upstream over HTTP/1.1; a stream holds one. */
    private static final int MAX_CONNECTIONS = 10_000;
    /** The same over HTTP/2; each carries as many streams as the upstream allows, often 100. */
    private static final int MAX_HTTP2_CONNECTIONS = 64;
    /** Calls of one event loop that wait for a connection to one upstream; a further one fails at once. */
    private static final int MAX_WAITING = 1_000;
    /**
     * Idle connections are dropped before common servers and load balancers drop them (60 s), to meet fewer stale ones.
     */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final VertxUpstreamCall.Means means;
    private final IdentityHashMap<EventExecutor, Clients> clients = new IdentityHashMap<>();

    /** The clients of one event loop, for {@code http} and {@code https}. */
    private record Clients(VertxUpstreamCall.Ways plain, VertxUpstreamCall.Ways secure) {}

    public VertxUpstreamClient(Vertx vertx, LongSupplier nanoTime) {
        this(vertx, nanoTime, new ClientSSLOptions());
    }

    /** @param trust whom to trust over TLS, upstreams and proxies alike */
    VertxUpstreamClient(Vertx vertx, LongSupplier nanoTime, ClientSSLOptions trust) {
        this.vertx = vertx;
        this.means = new VertxUpstreamCall.Means(
                new VertxTimers(vertx),
                nanoTime,
                trust.copy().setHostnameVerificationAlgorithm("HTTPS"),
                new Addresses());
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            clients.put(loop, clients(vertx, trust));
        }
    }

    private static Clients clients(Vertx vertx, ClientSSLOptions trust) {
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(MAX_CONNECTIONS)
                .setHttp2MaxSize(MAX_HTTP2_CONNECTIONS)
                .setMaxWaitQueueSize(MAX_WAITING);
        HttpClientOptions tls = options().setSsl(true);
        Optional.ofNullable(trust.getTrustOptions()).ifPresent(tls::setTrustOptions);
        HttpClientOptions offering = new HttpClientOptions(tls).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
        UsedConnections used = new UsedConnections();
        return new Clients(
                new VertxUpstreamCall.Ways(
                        vertx.createHttpClient(options(), pool), vertx.createHttpClient(fresh(options()), pool), used),
                new VertxUpstreamCall.Ways(
                        vertx.createHttpClient(offering, pool), vertx.createHttpClient(fresh(tls), pool), used));
    }

    /** A connection for each call, over HTTP/1.1: one over HTTP/2 would be kept for others. */
    private static HttpClientOptions fresh(HttpClientOptions pooled) {
        return new HttpClientOptions(pooled).setKeepAlive(false);
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(64 * 1024)
                .setDecompressionSupported(false);
    }

    @Override
    public UpstreamCall call(UpstreamRequest request, UpstreamListener listener) {
        Clients here = Objects.requireNonNull(
                clients.get(((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop()), "not an event loop");
        boolean tls = request.url().regionMatches(true, 0, "https:", 0, 6);
        VertxUpstreamCall call = new VertxUpstreamCall(request, listener, means, tls ? here.secure : here.plain);
        call.send();
        return call;
    }
}
