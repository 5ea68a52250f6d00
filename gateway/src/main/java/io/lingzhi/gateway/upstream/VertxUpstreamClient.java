package io.lingzhi.gateway.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
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
 * own.
 */
public final class VertxUpstreamClient implements UpstreamClient {
    /** Connections to one upstream over HTTP/1.1; a stream holds one. */
    private static final int MAX_CONNECTIONS = 10_000;
    /** Calls that wait for a connection to one upstream; a further one fails at once. */
    private static final int MAX_WAITING = 1_000;
    /**
     * Idle connections are dropped before common servers and load balancers drop them (60 s), to meet fewer stale ones.
     */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final HttpClient plain;
    private final HttpClient secure;

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
                .setHttp2MaxSize(64)
                .setMaxWaitQueueSize(MAX_WAITING);
        this.plain = vertx.createHttpClient(options(), pool);
        HttpClientOptions tls = options().setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
        Optional.ofNullable(trust.getTrustOptions()).ifPresent(tls::setTrustOptions);
        this.secure = vertx.createHttpClient(tls, pool);
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(64 * 1024)
                .setDecompressionSupported(false);
    }

    @Override
    public UpstreamCall call(UpstreamRequest request, UpstreamListener listener) {
        boolean tls = request.url().toLowerCase(Locale.ROOT).startsWith("https:");
        VertxUpstreamCall call = new VertxUpstreamCall(request, listener, timers, nanoTime, proxyTls);
        call.send(tls ? secure : plain);
        return call;
    }
}
