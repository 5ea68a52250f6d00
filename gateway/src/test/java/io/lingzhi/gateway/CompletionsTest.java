package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text completions end to end: several conversations behind one answer. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    CompletionsTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
    }

    @Test
    void answersOnePromptAndRecordsIt() throws Exception {
        use("");
        HttpResponse<byte[]> answer = complete("'prompt':'hi','echo':true");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonValue.Obj body = Json.parseObject(answer.body());
        assertThat(body.string("object")).contains("text_completion");
        assertThat(texts(body)).singleElement().asString().startsWith("hiYou said");
        assertThat(body.object("usage").integer("total_tokens").orElseThrow()).isPositive();
        RequestRecord record = gateway.record();
        assertThat(record.inbound()).isEqualTo(Protocol.OPENAI_COMPLETIONS);
        assertThat(record.usage().total()).isPositive();
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void answersEveryPromptAsOftenAsAsked() throws Exception {
        use("");
        HttpResponse<byte[]> answer = complete("'prompt':['red','blue'],'n':2");

        assertThat(texts(Json.parseObject(answer.body())))
                .satisfiesExactly(
                        text -> assertThat(text).contains("red"),
                        text -> assertThat(text).contains("red"),
                        text -> assertThat(text).contains("blue"),
                        text -> assertThat(text).contains("blue"));
        assertThat(simulator.log()).hasSize(4);
        long input = 0;
        for (int i = 0; i < 4; i++) {
            RequestRecord record = gateway.record();
            assertThat(record.status()).isEqualTo(200);
            input += record.usage().input();
        }
        assertThat(Json.parseObject(answer.body()).object("usage").integer("prompt_tokens"))
                .contains(input);
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void streamsAllChoicesToOneEnd() throws Exception {
        use("gap=5ms");
        String stream = TestGateway.text(
                complete("'prompt':['red','blue'],'stream':true,'stream_options':{'include_usage':true}"));

        List<JsonValue.Obj> chunks = chunks(stream);
        assertThat(stream).endsWith("data: [DONE]\n\n").containsOnlyOnce("[DONE]");
        assertThat(text(chunks, 0)).contains("red");
        assertThat(text(chunks, 1)).contains("blue");
        assertThat(chunks.getLast().list("choices")).isEmpty();
        assertThat(chunks.getLast().object("usage").integer("total_tokens").orElseThrow())
                .isPositive();
        assertThat(chunks.stream().map(chunk -> chunk.string("id", "")).distinct())
                .hasSize(1);
    }

    @Test
    void toldOfLossesAndRefusedWhenStrict() throws Exception {
        use("");
        HttpResponse<byte[]> told = complete("'prompt':'hi','n':2,'logprobs':3");
        assertThat(told.headers().firstValue(Strictness.LOSS_HEADER))
                .contains("extensions.logprobs (a field of openai-completions only)");

        HttpResponse<byte[]> refused = gateway.post(
                "/v1/completions", body("'prompt':'hi','n':2,'logprobs':3"), Map.of(Strictness.STRICT_HEADER, "true"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(refused)).contains("extensions.logprobs");
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void givesEveryChoiceItsOwnFailover() throws Exception {
        gateway.use(Configs.of(
                Configs.provider("bad", simulator.baseUrl(), "sim-ok!status=500", "m", "k1"),
                Configs.provider("good", simulator.baseUrl(), "sim-ok", "m", "k2")));
        HttpResponse<byte[]> answer = complete("'prompt':['red','blue']");
        assertThat(texts(Json.parseObject(answer.body()))).hasSize(2);
        assertThat(gateway.record().attempts()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Config.RescueMode.class,
            names = {"CONTINUE", "ASSURED"})
    void goesOnWithEveryChoiceThatBreaksOff(Config.RescueMode mode) throws Exception {
        gateway.use(Configs.of(
                        Configs.provider("bad", simulator.baseUrl(), "sim-ok!error@3", "m", "k1"),
                        Configs.provider("good", simulator.baseUrl(), "sim-ok", "m", "k2"))
                .rescue(mode));
        String stream = TestGateway.text(complete("'prompt':['red','blue'],'stream':true"));

        assertThat(stream).endsWith("data: [DONE]\n\n").doesNotContain("\"error\"");
        assertThat(text(chunks(stream), 0)).contains("red").containsOnlyOnce("You said");
        assertThat(text(chunks(stream), 1)).contains("blue").containsOnlyOnce("You said");
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void failsAsAWholeBeforeTheFirstByte() throws Exception {
        use("status=400");
        HttpResponse<byte[]> answer = complete("'prompt':['red','blue'],'stream':true");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.parseObject(answer.body()).has("error")).isTrue();
        assertThat(gateway.record().status()).isEqualTo(400);
        assertThat(gateway.record().status()).isEqualTo(400);
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void endsTheStreamWithAnErrorWhenOneChoiceBreaks() throws Exception {
        use("error@3");
        String stream = TestGateway.text(complete("'prompt':['red','blue'],'stream':true"));

        assertThat(stream).contains("\"text\":\"You").doesNotContain("[DONE]");
        assertThat(chunks(stream).getLast().has("error")).isTrue();
        assertThat(chunks(stream).stream().filter(chunk -> chunk.has("error"))).hasSize(1);
        assertThat(gateway.record().failureKind()).isPresent();
        assertThat(gateway.record().failureKind()).isPresent();
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void cancelsAllUpstreamsWhenTheClientLeaves() throws Exception {
        use("stall@3");
        RawClient client = new RawClient(gateway.port(), 0)
                .post("/v1/completions", Configs.CLIENT_KEY, body("'prompt':['a','b','c'],'stream':true"));
        client.readUntil("\"text\":\"You");
        client.reset();

        for (int i = 0; i < 3; i++) {
            assertThat(gateway.record().status()).isEqualTo(499);
        }
        assertThat(simulator.await(
                        taken -> simulator.log().stream().allMatch(each -> each.outcome() == Outcome.CLIENT_ABORT),
                        PATIENCE))
                .isPresent();
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void goesOnWhenASlowClientReadsAgain() throws Exception {
        use("chunks=20000,size=10");
        try (RawClient client = new RawClient(gateway.port(), 4096)
                .post("/v1/completions", Configs.CLIENT_KEY, body("'prompt':['a','b'],'stream':true"))) {
            client.readUntil("\"text\":\"You");
            assertThat(simulator.await(taken -> taken.outcome() != Outcome.OPEN, Duration.ofMillis(100)))
                    .isEmpty();
            client.readUntil("data: [DONE]\n\n");
        }
        assertThat(gateway.record().status()).isEqualTo(200);
        assertThat(gateway.record().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'prompt':[1,2]", "'prompt':'a','n':17", "'prompt':'a','n':0", "'prompt':[]", "'prompt':{}"})
    void refusesWhatCannotBeAsked(String fields) throws Exception {
        use("");
        HttpResponse<byte[]> answer = complete(fields);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).contains("invalid_request_error");
        assertThat(gateway.record().status()).isEqualTo(400);
        assertThat(simulator.log()).isEmpty();
    }

    @Test
    void refusesMoreChoicesThanThereIsRoomFor() throws Exception {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok!stall@0", "m", "k1"))
                .limits(new Config.Limits(1 << 20, 16 << 10, 1000, 1 << 20, 16 << 20, 2, 64 << 20)));
        HttpResponse<byte[]> answer = complete("'prompt':'hi','n':3");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void answersFromTheModelInsideTheProcess() throws Exception {
        gateway.use(Configs.of());
        HttpResponse<byte[]> answer =
                gateway.post("/v1/completions", "{\"model\":\"local-chat\",\"prompt\":[\"a\",\"b\"]}", Map.of());
        assertThat(texts(Json.parseObject(answer.body()))).containsExactly("from inside", "from inside");
    }

    private HttpResponse<byte[]> complete(String fields) {
        return gateway.post("/v1/completions", body(fields), Map.of());
    }

    private static String body(String fields) {
        return "{\"model\":\"m\"," + fields.replace('\'', '"') + "}";
    }

    private static List<String> texts(JsonValue.Obj answer) {
        List<String> texts = new ArrayList<>();
        for (JsonValue choice : answer.list("choices")) {
            JsonValue.Obj object = (JsonValue.Obj) choice;
            assertThat(object.integer("index")).contains((long) texts.size());
            texts.add(object.string("text", ""));
        }
        return texts;
    }

    private static List<JsonValue.Obj> chunks(String stream) throws Exception {
        List<JsonValue.Obj> chunks = new ArrayList<>();
        for (String line : stream.lines().toList()) {
            if (line.startsWith("data: {")) {
                chunks.add(Json.parseObject(line.substring(6).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            }
        }
        return chunks;
    }

    private static String text(List<JsonValue.Obj> chunks, long index) {
        StringBuilder text = new StringBuilder();
        for (JsonValue.Obj chunk : chunks) {
            for (JsonValue choice : chunk.list("choices")) {
                if (choice instanceof JsonValue.Obj object
                        && object.integer("index").orElse(-1L) == index) {
                    text.append(object.string("text", ""));
                }
            }
        }
        return text.toString();
    }

    private void use(String script) {
        gateway.use(Configs.of(Configs.provider(
                "p", simulator.baseUrl(), script.isEmpty() ? "sim-ok" : "sim-ok!" + script, "m", "k1")));
    }
}
