package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The simulator as an HTTP client sees it. */
@Timeout(60)
class SimulatorTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private Simulator simulator;

    SimulatorTest() throws IOException {
        simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));
    }

    @BeforeEach
    void listens() {
        assertThat(simulator.port()).isPositive();
    }

    @AfterEach
    void close() {
        simulator.close();
        client.close();
    }

    @Test
    void answersWholeChatsUnderAnyPrefix() throws Exception {
        HttpResponse<String> answer = post("/any/prefix/chat/completions", chat("sim-ok", false), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).contains("You said: \\\"hi\\\"");
    }

    @Test
    void streamsChats() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("sim-ok", true), "");

        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(answer.body()).startsWith("data: {").endsWith("data: [DONE]\n\n");
    }

    @Test
    void answersEmbeddingsAndModels() throws Exception {
        HttpResponse<String> vector = post("/v1/embeddings", "{\"model\":\"sim-embed\",\"input\":\"a\"}", "");
        HttpResponse<String> models = get("/v1/models");

        assertThat(vector.body()).contains("\"embedding\":[");
        assertThat(models.body()).contains("\"id\":\"sim-ok\"");
    }

    @Test
    void fallsByStatusAsTheModelSays() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("sim-ok!status=429;retry-after=2", true), "");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("2");
        assertThat(answer.body()).contains("rate_limit_exceeded");
    }

    @Test
    void obeysTheHeaderToo() throws Exception {
        assertThat(post("/v1/embeddings", "{\"model\":\"m\",\"input\":\"a\"}", "status=503")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void failsOnlyTheFirstCallsAndAnewAfterReset() throws Exception {
        String chat = chat("sim-ok!status=500*2", false);

        assertThat(status(chat)).isEqualTo(500);
        assertThat(status(chat)).isEqualTo(500);
        assertThat(status(chat)).isEqualTo(200);
        post("/__reset", "", "");
        assertThat(status(chat)).isEqualTo(500);
    }

    @Test
    void refusesBadRequestsInTheShapeOfOpenAi() throws Exception {
        assertThat(status("{")).isEqualTo(400);
        assertThat(status("{}")).isEqualTo(400);
        assertThat(status(chat("sim-ok!nonsense", false))).isEqualTo(400);
        HttpResponse<String> unknown = get("/v1/nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Json.parseObject(unknown.body().getBytes(StandardCharsets.UTF_8))
                        .object("error")
                        .string("code"))
                .contains("unknown_url");
    }

    @Test
    void demandsItsKeyEverywhere() throws Exception {
        simulator.close();
        simulator =
                Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime).withKey("sk-right"));

        assertThat(status(chat("sim-ok", false))).isEqualTo(401);
        assertThat(get("/__log").statusCode()).isEqualTo(401);
        HttpRequest right =
                request("/v1/models").header("Authorization", "Bearer sk-right").build();
        assertThat(client.send(right, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(Options.open(System::nanoTime).withKey("sk-right").toString())
                .doesNotContain("sk-right");
    }

    @Test
    void writesDownWhatItTook() throws Exception {
        post("/v1/chat/completions?x=1", chat("sim-ok", false), "gap=1ms");
        Received received =
                simulator.await(one -> one.outcome() == Outcome.DONE, DEADLINE).orElseThrow();

        assertThat(received.path()).isEqualTo("/v1/chat/completions?x=1");
        assertThat(received.body().text()).isEqualTo(chat("sim-ok", false));
        assertThat(received.header("X-Simulate")).contains("gap=1ms");
        assertThat(received.ending().status()).isEqualTo(200);
        Obj log = (Obj) Json.parse(get("/__log").body());
        assertThat(log.list("requests")).hasSize(1);
        simulator.reset();
        assertThat(simulator.log()).isEmpty();
    }

    @Test
    void keepsOnlyTheBeginningOfALargeBody() throws Exception {
        String large = chat("sim-ok", false).replace("hi", "x".repeat(5 << 20));
        assertThat(status(large)).isEqualTo(200);

        Received received = simulator.log().getFirst();
        assertThat(received.body().length()).isEqualTo(large.length());
        assertThat(received.body().kept()).hasSize(4 << 20);
    }

    @Test
    void runsOnAVertxOfTheCaller() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Simulator second = Simulator.start(vertx, 0, "127.0.0.1", Options.open(System::nanoTime))) {
            HttpRequest models = HttpRequest.newBuilder(URI.create(second.baseUrl() + "/models"))
                    .build();
            assertThat(client.send(models, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Simulator.start(simulator.port(), "127.0.0.1", Options.open(System::nanoTime)))
                .withMessageContaining("cannot listen on 127.0.0.1:" + simulator.port());
    }

    private static String chat(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private int status(String chat) throws Exception {
        return post("/v1/chat/completions", chat, "").statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path))
                .timeout(DEADLINE);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String script) throws Exception {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        if (!script.isEmpty()) {
            request.header("x-simulate", script);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
