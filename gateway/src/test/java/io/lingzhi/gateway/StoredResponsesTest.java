package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversation over {@code previous_response_id} with an upstream that has no such thing, over real sockets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredResponsesTest {
    private static final String OTHER_KEY = "key-of-another-client";

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    StoredResponsesTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "upstream-key-one"))
                .clientKeys(Configs.CLIENT_KEY, OTHER_KEY));
    }

    private HttpResponse<byte[]> ask(String input, String more) {
        return gateway.post("/v1/responses", "{\"model\":\"m\",\"input\":\"" + input + "\"" + more + "}", Map.of());
    }

    private static String id(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(TestGateway.text(answer)).isEqualTo(200);
        Matcher found = Pattern.compile("\"id\":\"(resp_[^\"]+)\"").matcher(TestGateway.text(answer));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private JsonValue.Obj lastSeenUpstream() throws JsonSyntaxException {
        return Json.parseObject(simulator.log().getLast().body().kept());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnFromAnEarlierResponse(boolean stream) throws JsonSyntaxException {
        String first = id(ask("my name is Ada", ",\"stream\":" + stream));
        String second =
                id(ask("what is my name?", ",\"stream\":" + stream + ",\"previous_response_id\":\"" + first + "\""));
        id(ask("and again?", ",\"previous_response_id\":\"" + second + "\""));

        assertThat(lastSeenUpstream().list("messages")).hasSize(5);
        assertThat(lastSeenUpstream().list("messages").getFirst().toString()).contains("my name is Ada");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsAnAnswerThatItsLimitCutShort(boolean stream) {
        HttpResponse<byte[]> cut = ask("hi", ",\"max_output_tokens\":2,\"stream\":" + stream);
        assertThat(TestGateway.text(cut)).contains("\"status\":\"incomplete\"");
        assertThat(gateway.delete("/v1/responses/" + id(cut)).statusCode()).isEqualTo(200);
    }

    /** The second turn lost what was answered in the first. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsItemsThatAreOnlyNamed(boolean stream) throws JsonSyntaxException {
        HttpResponse<byte[]> first = ask("my name is Ada", ",\"stream\":" + stream);
        Matcher found = Pattern.compile("\"id\":\"(msg_[^\"]+)\"").matcher(TestGateway.text(first));
        assertThat(found.find()).isTrue();
        HttpResponse<byte[]> second = gateway.post("/v1/responses", naming(found.group(1)), Map.of());

        assertThat(second.statusCode()).as(TestGateway.text(second)).isEqualTo(200);
        assertThat(lastSeenUpstream().list("messages").toString()).contains("assistant", "and again");
        assertThat(lastSeenUpstream().list("messages")).hasSize(2);
        gateway.delete("/v1/responses/" + id(first));
        HttpResponse<byte[]> unknown = gateway.post("/v1/responses", naming(found.group(1)), Map.of());
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(unknown)).contains("\"param\":\"input\"", found.group(1));
    }

    private static String naming(String item) {
        return "{\"model\":\"m\",\"input\":[{\"type\":\"item_reference\",\"id\":\"" + item
                + "\"},{\"role\":\"user\",\"content\":\"and again?\"}]}";
    }

    @Test
    void isShownListedAndDeletedForItsOwnKeyOnly() {
        String id = id(ask("hi", ""));
        Map<String, String> other = Map.of("authorization", "Bearer " + OTHER_KEY);

        assertThat(gateway.get("/v1/responses/" + id, other).statusCode()).isEqualTo(404);
        assertThat(TestGateway.text(gateway.get("/v1/responses/" + id, Map.of())))
                .contains(id);
        assertThat(TestGateway.text(gateway.get("/v1/responses/" + id + "/input_items", Map.of())))
                .contains("\"object\":\"list\"", "hi");
        assertThat(gateway.delete("/v1/responses/" + id).statusCode()).isEqualTo(200);
        assertThat(gateway.get("/v1/responses/" + id, Map.of()).statusCode()).isEqualTo(404);
        assertThat(ask("go on", ",\"previous_response_id\":\"" + id + "\"").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anotherClientCannotGoOnFromIt() {
        String id = id(ask("a secret", ""));
        HttpResponse<byte[]> answer = gateway.post(
                "/v1/responses",
                "{\"model\":\"m\",\"input\":\"go on\",\"previous_response_id\":\"" + id + "\"}",
                Map.of("authorization", "Bearer " + OTHER_KEY));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(answer))
                .contains("previous_response_not_found")
                .doesNotContain("a secret");
    }

    @Test
    void isNotKeptWhenTheClientSaysSo() {
        String id = id(ask("hi", ",\"store\":false"));

        assertThat(gateway.get("/v1/responses/" + id, Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void backgroundAndCancelAreRefusedInWords() {
        assertThat(TestGateway.text(ask("hi", ",\"background\":true"))).contains("background");
        assertThat(gateway.post("/v1/responses/resp_1/cancel", "{}", Map.of()).statusCode())
                .isEqualTo(400);
    }
}
