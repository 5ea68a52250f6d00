package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.llm.Failure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls to upstreams behind TLS that speak HTTP/2, or do not. */
@Timeout(120)
class Http2UpstreamTest {
    private static final int STREAMS = 20;

    @TempDir
    static Path folder;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    /** Requests that the upstream holds open. */
    private final BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();

    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private final Set<HttpVersion> versions = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void carriesManyStreamsOverOneConnectionWhereItIsOffered() throws Exception {
        VertxUpstreamClient client = client();
        int port = upstream(true);
        Context loop = vertx.getOrCreateContext();
        callOnce(client, port, loop);
        for (int i = 0; i < STREAMS; i++) {
            loop.runOnContext(_ -> client.call(request(port, "/held"), new Hearing()));
        }
        List<HttpServerRequest> all = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            all.add(taken(held));
        }
        all.forEach(request -> request.response().end("done"));
        for (int i = 0; i < STREAMS; i++) {
            assertThat(taken(outcomes)).isEqualTo("200 done");
        }
        assertThat(versions).containsExactly(HttpVersion.HTTP_2);
        assertThat(connections).hasSize(1);
    }

    @Test
    void givesUpOneStreamAndLeavesTheOthersOfItsConnection() throws Exception {
        VertxUpstreamClient client = client();
        int port = upstream(true);
        Context loop = vertx.getOrCreateContext();
        callOnce(client, port, loop);
        BlockingQueue<UpstreamCall> calls = new LinkedBlockingQueue<>();
        loop.runOnContext(_ -> calls.add(client.call(request(port, "/held"), new Hearing())));
        HttpServerRequest first = taken(held);
        BlockingQueue<String> reset = new LinkedBlockingQueue<>();
        first.response().exceptionHandler(_ -> reset.add("reset"));
        loop.runOnContext(_ -> client.call(request(port, "/held"), new Hearing()));
        HttpServerRequest second = taken(held);
        UpstreamCall given = taken(calls);
        loop.runOnContext(_ -> given.cancel());
        assertThat(taken(reset)).isEqualTo("reset");
        second.response().end("done");
        assertThat(taken(outcomes)).isEqualTo("200 done");
        assertThat(connections).hasSize(1);
    }

    @Test
    void fallsBackToHttp1WhereItIsNotOffered() throws Exception {
        callOnce(client(), upstream(false), vertx.getOrCreateContext());
        assertThat(versions).containsExactly(HttpVersion.HTTP_1_1);
    }

    private void callOnce(VertxUpstreamClient client, int port, Context loop) throws Exception {
        loop.runOnContext(_ -> client.call(request(port, "/"), new Hearing()));
        assertThat(taken(outcomes)).isEqualTo("200 hello");
    }

    private VertxUpstreamClient client() throws Exception {
        PfxOptions trusted = LoopbackKey.in(folder).options();
        return new VertxUpstreamClient(vertx, System::nanoTime, new ClientSSLOptions().setTrustOptions(trusted));
    }

    private int upstream(boolean http2) throws Exception {
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setSsl(true)
                        .setUseAlpn(http2)
                        .setKeyCertOptions(LoopbackKey.in(folder).options()))
                .requestHandler(this::answer)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .actualPort();
    }

    private void answer(HttpServerRequest request) {
        connections.add(request.remoteAddress().port());
        versions.add(request.version());
        if ("/held".equals(request.path())) {
            held.add(request);
        } else {
            request.response().end("hello");
        }
    }

    private static UpstreamRequest request(int port, String path) {
        Duration each = Duration.ofSeconds(20);
        return new UpstreamRequest(
                "https://127.0.0.1:" + port + path,
                Map.of(),
                new UpstreamBody.Whole(new byte[] {'x'}),
                Optional.empty(),
                new Deadlines(each, each, each, each, each));
    }

    private static <T> T taken(BlockingQueue<T> queue) throws Exception {
        T taken = queue.poll(60, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken;
    }

    private final class Hearing implements UpstreamListener {
        private final StringBuilder heard = new StringBuilder();

        @Override
        public void head(int status, Map<String, String> headers) {
            heard.append(status).append(' ');
        }

        @Override
        public void chunk(byte[] bytes) {
            heard.append(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void end() {
            outcomes.add(heard.toString());
        }

        @Override
        public void failed(Failure failure) {
            outcomes.add(failure);
        }
    }
}
