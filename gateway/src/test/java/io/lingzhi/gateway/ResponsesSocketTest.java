package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Responses over a WebSocket, with a real client and a scripted upstream of another protocol. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponsesSocketTest {
    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));
    private final HttpClient http = HttpClient.newHttpClient();

    ResponsesSocketTest() throws IOException {}

    @AfterAll
    void close() {
        http.shutdownNow();
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
        gateway.use(upstream("chunks=5"));
    }

    private Configs upstream(String script) {
        return Configs.of(Configs.withHeaders(
                Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "upstream-key-one"),
                Map.of("x-simulate", new Secret(script))));
    }

    private Talk open(String key) {
        Talk talk = new Talk();
        WebSocket socket = http.newWebSocketBuilder()
                .header("authorization", "Bearer " + key)
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/v1/responses"), talk)
                .join();
        talk.socket = socket;
        return talk;
    }

    private static String create(String input, String more) {
        return "{\"type\":\"response.create\",\"model\":\"m\",\"input\":\"" + input + "\"" + more + "}";
    }

    @Test
    void answersOneRequestAfterTheOtherWithAllThatWasSaid() throws Exception {
        Talk talk = open(Configs.CLIENT_KEY);
        String first = talk.ask(create("my name is Ada", "")).object("response").string("id", "");
        talk.ask(create("and again?", ",\"previous_response_id\":\"" + first + "\""));

        assertThat(talk.types).contains("response.created", "response.output_text.delta", "response.completed");
        JsonValue.Obj seen = Json.parseObject(simulator.log().getLast().body().kept());
        assertThat(seen.list("messages")).hasSize(3);
        assertThat(gateway.record().requestId()).endsWith("-1");
        assertThat(gateway.record().requestId()).endsWith("-2");
    }

    @Test
    void prewarmIsAnsweredWithoutAnUpstream() throws Exception {
        Talk talk = open(Configs.CLIENT_KEY);
        String id =
                talk.ask(create("hi", ",\"generate\":false")).object("response").string("id", "");
        assertThat(simulator.log()).isEmpty();

        talk.ask("{\"type\":\"response.create\",\"previous_response_id\":\"" + id + "\",\"input\":[]}");
        assertThat(simulator.log()).hasSize(1);
    }

    @Test
    void responseOfAnotherConnectionIsFoundInTheStore() throws Exception {
        String id = open(Configs.CLIENT_KEY)
                .ask(create("my name is Ada", ""))
                .object("response")
                .string("id", "");
        open(Configs.CLIENT_KEY).ask(create("who am I?", ",\"previous_response_id\":\"" + id + "\""));

        assertThat(simulator.log().getLast().body().text()).contains("Ada", "who am I?");
    }

    @Test
    void unknownResponseIsAConflictAndTheConnectionStays() throws Exception {
        Talk talk = open(Configs.CLIENT_KEY);
        talk.send(create("hi", ",\"previous_response_id\":\"resp_nobody\""));
        JsonValue.Obj error = talk.until("error");

        assertThat(error.integer("status")).hasValue(409L);
        assertThat(error.object("error").string("code", "")).isEqualTo("previous_response_not_found");
        talk.ask(create("hi", ""));
    }

    @Test
    void rubbishIsAnErrorAndTheConnectionStays() throws Exception {
        Talk talk = open(Configs.CLIENT_KEY);
        for (String rubbish :
                new String[] {"{", "[]", "{\"type\":\"session.update\"}", "{\"type\":\"response.create\"}"}) {
            talk.send(rubbish);
            assertThat(talk.until("error").integer("status")).as(rubbish).hasValue(400L);
        }
        talk.ask(create("hi", ""));
    }

    @Test
    void deadUpstreamIsAnErrorEvent() throws Exception {
        gateway.use(upstream("status=503"));
        Talk talk = open(Configs.CLIENT_KEY);
        talk.send(create("hi", ""));

        assertThat(talk.until("error").integer("status")).hasValue(503L);
    }

    @Test
    void wrongKeyGetsNoSocket() {
        assertThatThrownBy(() -> open("wrong"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void clientThatLeavesStopsTheUpstream() throws Exception {
        gateway.use(upstream("gap=100ms,chunks=200"));
        Talk talk = open(Configs.CLIENT_KEY);
        talk.send(create("hi", ""));
        talk.until("response.output_text.delta");
        talk.socket().abort();

        assertThat(simulator.await(seen -> seen.outcome() == Outcome.CLIENT_ABORT, Duration.ofSeconds(10)))
                .isPresent();
        assertThat(gateway.record().status()).isEqualTo(499);
    }

    @Test
    void moreRequestsThanMayWaitAreRefused() throws Exception {
        gateway.use(upstream("gap=50ms,chunks=40"));
        Talk talk = open(Configs.CLIENT_KEY);
        for (int i = 0; i < 10; i++) {
            talk.send(create("hi", ""));
        }

        assertThat(talk.until("error").integer("status")).hasValue(503L);
        talk.socket().abort();
    }

    @Test
    void messageThatIsTooLongClosesTheConnection() throws Exception {
        Talk talk = open(Configs.CLIENT_KEY);
        talk.send(create("x".repeat(2 << 20), ""));

        assertThat(talk.closed.poll(20, TimeUnit.SECONDS)).isIn(1009, 1006);
    }

    @Test
    void binaryMessageClosesTheConnection() throws Exception {
        Talk talk = open(Configs.CLIENT_KEY);
        talk.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();

        assertThat(talk.closed.poll(20, TimeUnit.SECONDS)).isEqualTo(1003);
    }

    /** The client's side of one connection. */
    private static final class Talk implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
        private final java.util.Set<String> types = new java.util.HashSet<>();
        private final StringBuilder message = new StringBuilder();
        private @Nullable WebSocket socket;

        WebSocket socket() {
            if (socket == null) {
                throw new AssertionError("the socket is not open");
            }
            return socket;
        }

        void send(String text) {
            socket().sendText(text, true).join();
        }

        JsonValue.Obj ask(String text) throws Exception {
            send(text);
            return until("response.completed");
        }

        JsonValue.Obj until(String type) throws Exception {
            while (true) {
                String next = messages.poll(20, TimeUnit.SECONDS);
                assertThat(next).as("a message before " + type).isNotNull();
                JsonValue.Obj event = Json.parseObject(next.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                types.add(event.string("type", ""));
                if (event.string("type", "").equals(type)) {
                    return event;
                }
                assertThat(event.string("type", "")).as(next).isNotEqualTo("error");
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                messages.add(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.add(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.add(1006);
        }
    }
}
