package io.lingzhi.gateway.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Calls over pooled connections: HTTP/1.1 to {@code http} addresses, HTTP/2 where the other end offers it to
 * {@code https} ones. Connections belong to the event loop that asks for them; each proxy, with each account, has its
 * own. A pooled connection that proves to be closed is replaced once, unseen by whoever calls.
 */
public final class VertxUpstreamClient implements UpstreamClient {
    /** Connections to one upstream over HTTP/1.1; a stream holds one. */
    private static final int MAX_CONNECTIONS = 10_000;
    /** Connections to one upstream over HTTP/2; each carries as many streams as the upstream allows, often 100. */
    private static final int MAX_HTTP2_CONNECTIONS = 64;
    /** Calls that wait for a connection to one upstream; a further one fails at once. */
    private static final int MAX_WAITING = 1_000;
    /**
     * Idle connections are dropped before common servers and load balancers drop them (60 s), to meet fewer stale ones.
     */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final VertxUpstreamCall.Ways plain;
    private final VertxUpstreamCall.Ways secure;
    private final ClientSSLOptions proxyTls;

    public VertxUpstreamClient(Vertx vertx, LongSupplier nanoTime) {
        this(vertx, nanoTime, new ClientSSLOptions());
    }

    /** @param trust whom to trust over TLS, upstreams and proxies alike */
    VertxUpstreamClient(Vertx vertx, LongSupplier nanoTime, ClientSSLOptions trust) {
        this.proxyTls = trust.copy().setHostnameVerificationAlgorithm("HTTPS");
        this.timers = new VertxTimers(vertx);
        this.nanoTime = nanoTime;
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(MAX_CONNECTIONS)
                .setHttp2MaxSize(MAX_HTTP2_CONNECTIONS)
                .setMaxWaitQueueSize(MAX_WAITING);
        HttpClientOptions tls = options().setSsl(true);
        Optional.ofNullable(trust.getTrustOptions()).ifPresent(tls::setTrustOptions);
        HttpClientOptions offering = new HttpClientOptions(tls).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
        UsedConnections used = new UsedConnections();
        this.plain = new VertxUpstreamCall.Ways(
                vertx.createHttpClient(options(), pool), vertx.createHttpClient(fresh(options()), pool), used);
        this.secure = new VertxUpstreamCall.Ways(
                vertx.createHttpClient(offering, pool), vertx.createHttpClient(fresh(tls), pool), used);
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
        boolean tls = request.url().toLowerCase(Locale.ROOT).startsWith("https:");
        VertxUpstreamCall call =
                new VertxUpstreamCall(request, listener, timers, nanoTime, proxyTls, tls ? secure : plain);
        call.send();
        return call;
    }
}
