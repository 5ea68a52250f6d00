package io.lingzhi.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.RawClient;
import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.openaichat.ChatInbound;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own part of HTTP, over real sockets with tiny endpoints. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayServerTest {
    private static final int MAX_BODY = 1000;
    private static final int MAX_CONNECTIONS = 4;
    /** For all bodies together. */
    private static final int ROOM = 1500;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true));
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final GatewayServer server;
    private final Listener listener;
    private final int port;

    GatewayServerTest() {
        Config config = Configs.of()
                .limits(new Config.Limits(MAX_BODY, 4096, MAX_CONNECTIONS, 1000, 1000, 1000, 5000))
                .config();
        Router router = new Router()
                .at(
                        "POST",
                        "/echo",
                        (request, reply) -> text(reply, new String(request.body(), StandardCharsets.UTF_8)))
                .at(
                        "GET",
                        "/peer",
                        (request, reply) -> text(reply, request.peer().getHostAddress()))
                .at(
                        "GET",
                        "/query",
                        (request, reply) -> text(
                                reply,
                                request.query().apply("a").orElse("none")
                                        + request.header().apply("x-b").orElse("none")))
                .at("GET", "/broken", (request, reply) -> {
                    throw new IllegalStateException("a secret of the code");
                })
                .at("GET", "/never", (request, reply) -> {
                    reply.onGone(() -> notices.add("gone"));
                    notices.add("began");
                })
                .at("POST", "/never", (request, reply) -> {
                    reply.onGone(() -> notices.add("gone"));
                    notices.add("began");
                })
                .at("GET", "/pieces", (request, reply) -> {
                    reply.head(200, Map.of("content-type", "text/plain"));
                    reply.write("one ".getBytes(StandardCharsets.UTF_8));
                    reply.write("two".getBytes(StandardCharsets.UTF_8));
                    reply.end();
                    reply.write("late".getBytes(StandardCharsets.UTF_8));
                    reply.end();
                });
        server = new GatewayServer(
                vertx, () -> config, router, _ -> new ChatInbound(), new RequestId(new Random(1)), new BodyRoom(ROOM));
        listener = new Listener(vertx, server);
        port = await(listener.listen(config, 1));
    }

    @AfterAll
    void close() {
        await(vertx.close().map(0));
    }

    @Test
    void answersWithAnIdAndTheHeadersThatBrowsersNeed() throws IOException {
        String answer = once("GET /peer HTTP/1.1", "x-request-id: mine-1");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("x-request-id: mine-1", "127.0.0.1");
        assertThat(answer).contains("access-control-allow-origin: *");
        assertThat(once("GET /peer HTTP/1.1", "x-request-id: a\u0009b"))
                .containsPattern("x-request-id: req-[0-9a-f]{16}");
    }

    @Test
    void answersPreflightsForAnyPath() throws IOException {
        assertThat(once("OPTIONS /anything HTTP/1.1", "origin: http://a.test"))
                .startsWith("HTTP/1.1 204")
                .contains("access-control-allow-headers: *, Authorization")
                .contains("X-Lingzhi-Translation-Loss", "X-Lingzhi-Attempts", "X-Lingzhi-Token-Count");
    }

    @Test
    void givesQueryAndHeaders() throws IOException {
        assertThat(once("GET /query?a=1%202 HTTP/1.1", "X-B: two")).endsWith("1 2two");
    }

    @Test
    void tellsTheMethodsThatAPathHas() throws IOException {
        assertThat(once("GET /echo HTTP/1.1", "a: b"))
                .startsWith("HTTP/1.1 405")
                .contains("allow: POST\r\n", "/echo takes POST, not GET");
    }

    @Test
    void tellsWhereTheApiIs() throws IOException {
        assertThat(once("GET /nowhere HTTP/1.1", "a: b"))
                .startsWith("HTTP/1.1 404")
                .contains("the API begins at /v1");
    }

    @Test
    void goesOnWithTheConnectionAfterAnAnswerToHead() throws IOException {
        try (RawClient client = new RawClient(port, 0)) {
            client.send("HEAD /nowhere HTTP/1.1\r\nhost: t\r\n\r\n").readUntil("\r\n\r\n");
            String next = client.send("GET /peer HTTP/1.1\r\nhost: t\r\n\r\n").readUntil("127.0.0.1");
            assertThat(next).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void keepsWhatWentWrongInsideToItself() throws IOException {
        assertThat(once("GET /broken HTTP/1.1", "a: b"))
                .startsWith("HTTP/1.1 500")
                .contains("see its log")
                .doesNotContain("secret");
    }

    @Test
    void writesNothingAfterTheEnd() throws IOException {
        assertThat(once("GET /pieces HTTP/1.1", "a: b"))
                .contains("transfer-encoding: chunked")
                .contains("one ", "two")
                .doesNotContain("late");
    }

    @Test
    void takesABodyUpToTheLimit() throws IOException {
        String body = "x".repeat(MAX_BODY);
        try (RawClient client = new RawClient(port, 0)) {
            assertThat(client.post("/echo", "k", body).readUntil(body)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesABodyForWhichTheOthersLeaveNoRoom() throws Exception {
        String body = "x".repeat(MAX_BODY);
        try (RawClient first = new RawClient(port, 0)) {
            first.post("/never", "k", body);
            assertThat(notices.poll(10, TimeUnit.SECONDS)).isEqualTo("began");
            try (RawClient second = new RawClient(port, 0)) {
                String answer = second.post("/echo", "k", body).readAll();
                assertThat(answer).startsWith("HTTP/1.1 503").contains("retry-after: 1", "has room for");
            }
        }
        assertThat(notices.poll(10, TimeUnit.SECONDS)).isEqualTo("gone");
        try (RawClient third = new RawClient(port, 0)) {
            assertThat(third.post("/echo", "k", body).readUntil(body)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLargeBeforeItComes() throws IOException {
        try (RawClient client = new RawClient(port, 0)) {
            client.send("POST /echo HTTP/1.1\r\nhost: t\r\ncontent-length: " + (MAX_BODY + 1) + "\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 413").contains("limits.body", "connection: close");
        }
    }

    @Test
    void refusesAChunkedBodyOnceItIsTooLargeAndCloses() throws IOException {
        try (RawClient client = new RawClient(port, 0)) {
            client.send("POST /echo HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n");
            client.send("258\r\n" + "x".repeat(600) + "\r\n").send("258\r\n" + "x".repeat(600) + "\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 413").contains("limits.body");
        }
        assertThat(server.running()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "abc", "99999999999999999999"})
    void refusesAContentLengthThatIsNone(String length) throws IOException {
        try (RawClient client = new RawClient(port, 0)) {
            client.send("POST /echo HTTP/1.1\r\nhost: t\r\ncontent-length: " + length + "\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void refusesHeadersThatAreTooLong() throws IOException {
        try (RawClient client = new RawClient(port, 0)) {
            client.send("GET /peer HTTP/1.1\r\nhost: t\r\nx-long: " + "x".repeat(5000) + "\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void letsAClientContinueThatAsksFirst() throws IOException {
        try (RawClient client = new RawClient(port, 0)) {
            client.send("POST /echo HTTP/1.1\r\nhost: t\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
            assertThat(client.send("hello").readUntil("hello")).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noticesAClientThatLeaves(boolean rudely) throws Exception {
        notices.clear();
        RawClient client = new RawClient(port, 0).send("GET /never HTTP/1.1\r\nhost: t\r\n\r\n");
        assertThat(notices.poll(5, TimeUnit.SECONDS)).isEqualTo("began");
        assertThat(server.running()).isEqualTo(1);
        if (rudely) {
            client.reset();
        } else {
            client.close();
        }
        assertThat(notices.poll(5, TimeUnit.SECONDS)).isEqualTo("gone");
        assertThat(server.running()).isZero();
    }

    @Test
    void countsOutAClientThatLeavesInsideItsBody() throws Exception {
        RawClient client = new RawClient(port, 0);
        client.send("POST /echo HTTP/1.1\r\nhost: t\r\nexpect: 100-continue\r\ncontent-length: 500\r\n\r\nx");
        client.readUntil("100 Continue");
        client.reset();
        notices.clear();
        // The next client's leave is noticed after this one's, on the same event loop.
        noticesAClientThatLeaves(true);
    }

    @Test
    void refusesConnectionsPastTheLimitAndTakesOthersAgainLater() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<RawClient> open = new ArrayList<>();
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                open.add(new RawClient(port, 0));
                open.getLast().send("GET /peer HTTP/1.1\r\nhost: t\r\n\r\n").readUntil("127.0.0.1");
            }
            for (int i = 0; i < 3; i++) {
                try (RawClient refused = new RawClient(port, 0)) {
                    assertThat(refused.readAll()).isIn("", "(reset)");
                }
            }
            for (RawClient client : open) {
                client.send("GET /peer HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n");
                client.readAll();
                client.close();
            }
        }
    }

    private String once(String requestLine, String header) throws IOException {
        try (RawClient client = new RawClient(port, 0)) {
            return client.send(requestLine + "\r\nhost: t\r\n" + header + "\r\nconnection: close\r\n\r\n")
                    .readAll();
        }
    }

    private static void text(Reply reply, String text) {
        reply.whole(200, Map.of("content-type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
