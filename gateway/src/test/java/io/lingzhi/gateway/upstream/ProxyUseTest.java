package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.llm.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls through proxies that are really there, to an upstream behind TLS. */
@Timeout(120)
class ProxyUseTest {
    @TempDir
    static Path folder;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true));
    private final Set<Integer> callers = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
    private VertxUpstreamClient client;
    private int port;

    @BeforeEach
    void start() throws Exception {
        PfxOptions identity = LoopbackKey.in(folder).options();
        client = new VertxUpstreamClient(vertx, System::nanoTime, new ClientSSLOptions().setTrustOptions(identity));
        port = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setSsl(true)
                        .setUseAlpn(false)
                        .setKeyCertOptions(identity))
                .requestHandler(request -> {
                    callers.add(request.remoteAddress().port());
                    request.response().end("hello");
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void usesASocksProxyWithAPasswordAndKeepsItsConnection() throws Exception {
        for (String scheme : List.of("socks5", "socks5h")) {
            try (SmallProxy proxy = new SmallProxy(ServerSocketFactory.getDefault(), "me", "p@ss")) {
                callers.clear();
                assertThroughOneTunnel(proxy, scheme + "://me:p%40ss@127.0.0.1:" + proxy.port());
            }
        }
    }

    @Test
    void usesAnHttpProxyWithAPasswordAndKeepsItsConnection() throws Exception {
        try (SmallProxy proxy = new SmallProxy(ServerSocketFactory.getDefault(), "me", "p@ss")) {
            assertThroughOneTunnel(proxy, "http://me:p%40ss@127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void usesAnHttpsProxyWithAPasswordAndKeepsItsConnection() throws Exception {
        try (SmallProxy proxy = new SmallProxy(tls().getServerSocketFactory(), "me", "p@ss")) {
            assertThroughOneTunnel(proxy, "https://me:p%40ss@127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void sharesNoConnectionBetweenTwoAccounts() throws Exception {
        try (SmallProxy proxy = new SmallProxy(ServerSocketFactory.getDefault(), "me", "p")) {
            for (String account : List.of("a-me", "b-me", "a-me", "b-me")) {
                assertThat(call("socks5://" + account + ":p@127.0.0.1:" + proxy.port()))
                        .isEqualTo(200);
            }
            assertThat(proxy.tunnels()).hasSize(2);
        }
    }

    @Test
    void neverGoesAroundAProxyThatRefusesOrIsGone() throws Exception {
        try (SmallProxy proxy = new SmallProxy(ServerSocketFactory.getDefault(), "me", "p")) {
            for (String scheme : List.of("socks5", "http")) {
                assertThat(call(scheme + "://me:wrong@127.0.0.1:" + proxy.port()))
                        .isInstanceOf(Failure.Unreachable.class);
            }
            assertThat(proxy.tunnels()).isEmpty();
        }
        // Nobody listens where a port is only bound, and nobody else can take it meanwhile.
        try (Socket gone = new Socket()) {
            gone.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String address = "127.0.0.1:" + gone.getLocalPort();
            for (String scheme : List.of("socks5", "http", "https")) {
                assertThat(call(scheme + "://me:p@" + address)).isInstanceOf(Failure.Unreachable.class);
            }
            assertThat(call("ftp://" + address)).isInstanceOf(Failure.InternalFault.class);
        }
        assertThat(callers).isEmpty();
    }

    @Test
    void goesDirectlyWhenToldTo() throws Exception {
        assertThat(call("direct")).isEqualTo(200);
        assertThat(callers).hasSize(1);
    }

    private void assertThroughOneTunnel(SmallProxy proxy, String url) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(call(url)).isEqualTo(200);
        }
        assertThat(proxy.tunnels()).containsExactly("127.0.0.1:" + port);
        assertThat(callers).isEqualTo(proxy.outgoingPorts());
    }

    /** The status of the answer, or the failure. */
    private Object call(String proxy) throws Exception {
        Duration each = Duration.ofSeconds(20);
        UpstreamRequest request = new UpstreamRequest(
                "https://127.0.0.1:" + port + "/",
                Map.of(),
                new UpstreamBody.Whole(new byte[] {'x'}),
                Optional.of(new Secret(proxy)),
                new Deadlines(each, each, each, each, each));
        vertx.runOnContext(_ -> client.call(request, new Hearing()));
        Object outcome = outcomes.poll(60, TimeUnit.SECONDS);
        assertThat(outcome).isNotNull();
        return outcome;
    }

    private final class Hearing implements UpstreamListener {
        private int status;

        @Override
        public void head(int answered, Map<String, String> headers) {
            status = answered;
        }

        @Override
        public void chunk(byte[] bytes) {}

        @Override
        public void end() {
            outcomes.add(status);
        }

        @Override
        public void failed(Failure failure) {
            outcomes.add(failure);
        }
    }

    private static SSLContext tls() throws Exception {
        return LoopbackKey.in(folder).context();
    }
}
