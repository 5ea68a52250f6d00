package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients of each protocol hear of upstreams that fail, over real sockets: a status, or the stream's last event.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsInTheClientsProtocolTest {
    private static final String SSE = "text/event-stream";
    private static final String HALF = "data:"
            + " {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"},\"finish_reason\":null}]}\n\n";
    private static final String END = "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"whole\"},"
            + "\"finish_reason\":\"stop\"}]}\n\n";
    private static final String ERROR =
            "data: {\"error\":{\"message\":\"out of steam\",\"type\":\"server_error\"}}\n\n";

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    ErrorsInTheClientsProtocolTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages"})
    void errorBeforeTheFirstTokenIsAStatusAndAJsonBody(String path) throws Exception {
        for (String nothing : List.of(ERROR, "event: error\ndata: {\"message\":\"out of steam\"}\n\n", "")) {
            try (RawUpstream upstream = RawUpstream.answering(SSE, nothing)) {
                HttpResponse<byte[]> answer = ask(upstream, path);
                assertThat(answer.statusCode()).as("after %s", nothing).isEqualTo(502);
                assertThat(answer.headers().firstValue("content-type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
                assertThat(Json.parseObject(answer.body()).object("error").string("message"))
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, \"error\":{",
        "/v1/responses, event: response.failed",
        "/v1/messages, event: error"
    })
    void errorAfterTheFirstTokenIsTheLastThingThatIsSaid(String path, String last) throws Exception {
        for (String broken : List.of(HALF + ERROR + END, HALF, HALF + "data: {\n\n" + END)) {
            try (RawUpstream upstream = RawUpstream.answering(SSE, broken)) {
                HttpResponse<byte[]> answer = ask(upstream, path);
                String text = TestGateway.text(answer);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(text).as("after %s", broken).contains("half", last).doesNotContain("whole", "[DONE]");
                assertThat(text.substring(text.indexOf(last))).doesNotContain("\n\ndata", "\n\nevent");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages"})
    void bodyThatIsNoAnswerIsAnError(String path) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering("application/json", "{\"hello\":\"world\"}")) {
            assertThat(ask(upstream, path).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void wholeAnswerToAStreamedQuestionIsUnderstood() throws Exception {
        String whole = "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"whole\"},"
                + "\"finish_reason\":\"stop\"}]}";
        try (RawUpstream upstream = RawUpstream.answering("application/json", whole)) {
            assertThat(TestGateway.text(ask(upstream, "/v1/responses"))).contains("whole", "event: response.completed");
        }
    }

    @Test
    void keepAliveCommentsAreNoPartOfTheAnswer() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(SSE, ": PROCESSING\n\n" + END + ": x\n\ndata: [DONE]\n\n")) {
            assertThat(TestGateway.text(ask(upstream, "/v1/responses")))
                    .contains("whole", "event: response.completed")
                    .doesNotContain("PROCESSING");
        }
    }

    @Test
    void headersOfOneHopStayOnIt() throws Exception {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: x-hop\r\nx-hop: secret\r\n"
                + "keep-alive: timeout=7\r\nproxy-authenticate: Basic";
        try (RawUpstream upstream = new RawUpstream(head, "{\"error\":{}}")) {
            HttpResponse<byte[]> answer = ask(upstream, "/v1/chat/completions");
            assertThat(answer.headers().map()).doesNotContainKeys("x-hop", "keep-alive", "proxy-authenticate");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages"})
    void modelNameWithQuotesGivesAReadableError(String path) throws Exception {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "k1")));
        JsonValue body = Json.parse(body(path)) instanceof JsonValue.Obj object
                ? object.with("model", JsonValue.of("a\"b\\"))
                : JsonValue.Null.NULL;
        HttpResponse<byte[]> answer = gateway.post(path, Json.text(body), Map.of());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.parseObject(answer.body()).object("error").string("message", ""))
                .contains("a\"b\\");
    }

    @Test
    void credentialWithoutKeySendsNoKey() {
        simulator.reset();
        Config.Credential open = new Config.Credential("p-1", Optional.empty(), Optional.empty(), 1, List.of());
        gateway.use(
                Configs.of(Configs.withCredentials(Configs.provider("p", simulator.baseUrl(), "sim-ok", "m"), open)));
        assertThat(gateway.chat(TestGateway.question("m", false)).statusCode()).isEqualTo(200);
        assertThat(simulator.log().getLast().header("authorization")).isEmpty();
    }

    @Test
    void ownNameOfAToolComesBackFromAnUpstreamThatTakesShorterOnes() throws Exception {
        String name = "mcp__files__" + "r".repeat(70);
        String told = "mcp__files__" + "r".repeat(35);
        String call = "data:"
            + " {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"%s\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n";
        String body =
                "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"?\"}],"
                    + "\"tools\":[{\"name\":\"" + name + "\",\"input_schema\":{\"type\":\"object\"}}]}";
        simulator.reset();
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "k1")));
        gateway.post("/v1/messages", body, Map.of());
        JsonValue sent = Json.parseObject(simulator.log().getLast().body().kept())
                .list("tools")
                .getFirst();
        String short_ = ((JsonValue.Obj) sent).object("function").string("name", "");
        assertThat(short_).startsWith(told).hasSize(64);

        try (RawUpstream upstream = RawUpstream.answering(SSE, call.formatted(short_) + "data: [DONE]\n\n")) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            assertThat(TestGateway.text(gateway.post("/v1/messages", body, Map.of())))
                    .contains("\"name\":\"" + name + "\"")
                    .doesNotContain(short_);
        }
    }

    private HttpResponse<byte[]> ask(RawUpstream upstream, String path) {
        gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
        return gateway.post(path, body(path), Map.of());
    }

    private static String body(String path) {
        String question = path.endsWith("responses")
                ? "\"input\":\"hi\""
                : "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        return "{\"model\":\"m\",\"stream\":true," + question + "}";
    }
}
