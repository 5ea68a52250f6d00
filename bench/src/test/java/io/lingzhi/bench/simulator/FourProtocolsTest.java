package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Arr;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same answer and the same faults in each protocol. */
class FourProtocolsTest {
    private static final Provider PROVIDER = new Provider(Options.open(System::nanoTime));
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void saysSixtyWordsOneAToken(Protocol protocol) throws Exception {
        Reply.Streamed reply = streamed(protocol, "hi", "words=60");

        assertThat(reply.all().stream().filter(Frame::token)).hasSize(60);
        assertThat(text(protocol, reply))
                .isEqualTo(Texts.words(60))
                .startsWith("w1 w2 w3")
                .endsWith(" w60");
        assertThat(body(protocol, "hi", "words=60", false))
                .contains(Texts.words(60))
                .contains(":60");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void goesOnWhereTheClientBegan(Protocol protocol) throws Exception {
        Ask begun = ask(protocol, conversation(protocol, "w1 w2 w3"));

        assertThat(Answer.of(begun, shape("words=5")).text()).isEqualTo(" w4 w5");
        assertThat(answered(protocol, "sim!words=5,no-prefill", conversation(protocol, "w1 w2"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void stallsCutsAndResetsAfterTheSameTokens(Protocol protocol) throws Exception {
        for (String fault : List.of("stall@20t", "cut@20t", "reset@20t")) {
            Staging staging = answered(protocol, "sim!words=60," + fault, request(protocol, "hi"));
            assertThat(sent(staging)).contains("w20\"").doesNotContain("w21\"");
            assertThat(staging.steps().getLast()).isNotEqualTo(new Step.End());
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void breaksTheTenthToken(Protocol protocol) throws Exception {
        String sent = sent(answered(protocol, "sim!words=60,malformed@10t", request(protocol, "hi")));

        List<String> broken = sent.lines()
                .filter(line -> line.startsWith("data: {") && !line.endsWith("}"))
                .toList();
        assertThat(broken).hasSize(1);
        assertThat(sent.substring(0, sent.indexOf(broken.getFirst() + "\n")))
                .contains(" w9\"")
                .doesNotContain("w10\"");
        assertThat(sent).contains(" w11\"");
    }

    @ParameterizedTest
    @CsvSource({"CHAT,[DONE]", "RESPONSES,response.completed", "MESSAGES,message_stop", "GEMINI,finishReason"})
    void endsWithoutTheLastFrame(Protocol protocol, String last) throws Exception {
        assertThat(sent(answered(protocol, "sim!words=3", request(protocol, "hi"))))
                .contains(last);
        assertThat(sent(answered(protocol, "sim!words=3,no-last", request(protocol, "hi"))))
                .contains(" w3\"")
                .doesNotContain(last);
        assertThat(sent(answered(protocol, "sim!words=3,stall@end", request(protocol, "hi"))))
                .doesNotContain(last);
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT,rate_limit_exceeded,server_error",
        "RESPONSES,rate_limit_exceeded,server_error",
        "MESSAGES,rate_limit_error,overloaded_error",
        "GEMINI,RESOURCE_EXHAUSTED,INTERNAL"
    })
    void tellsErrorsInItsOwnShape(Protocol protocol, String limit, String inside) throws Exception {
        Staging refused = answered(protocol, "sim!status=429;retry-after=2", request(protocol, "hi"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).isEqualTo(Map.of("retry-after", "2"));
        assertThat(sent(refused)).contains(limit);
        assertThat(sent(answered(protocol, "sim!error@2", request(protocol, "hi"))))
                .contains(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT,maximum context length",
        "RESPONSES,maximum context length",
        "MESSAGES,prompt is too long",
        "GEMINI,exceeds the maximum number of tokens"
    })
    void saysThatTheConversationIsTooLong(Protocol protocol, String words) throws Exception {
        Staging refused = answered(protocol, "sim!status=400;code=context_length_exceeded", request(protocol, "hi"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(sent(refused)).contains(words);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void obeysAScriptInTheUsersText(Protocol protocol) throws Exception {
        String wish = request(protocol, "[[sim:status=503*1,tag=" + protocol + "]] hi");

        assertThat(answered(protocol, "sim", wish).status()).isEqualTo(503);
        assertThat(answered(protocol, "sim", wish).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void thinksCallsToolsAndHearsTheirResults(Protocol protocol) throws Exception {
        Reply.Streamed reply = (Reply.Streamed) reply(protocol, ask(protocol, tools(protocol)), shape(""));
        String sent = String.join("\n", reply.all().stream().map(Frame::data).toList());

        assertThat(sent).contains("Let me t").contains("\"weather\"");
        assertThat(Answer.of(ask(protocol, tools(protocol)), shape("")).calls())
                .extracting(ToolCalls.Call::arguments)
                .containsExactly("{\"city\":\"sample\"}", "{\"city\":\"sample\"}");
        assertThat(Answer.of(ask(protocol, result(protocol)), shape("")).text()).isEqualTo("The tool said: \"sunny\".");
    }

    @Test
    void sealsThoughtsAndRefusesStrangeSeals() throws Exception {
        String replay = """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":[\
            {"type":"thinking","thinking":"hm","signature":"%s"}]},{"role":"user","content":"go on"}]}\
            """;

        assertThat(ask(Protocol.MESSAGES, replay.formatted(Seal.of("hm"))).userText())
                .isEqualTo("go on");
        assertThat(ask(Protocol.MESSAGES, replay.replace("hm", "").formatted(Seal.of("hm")))
                        .userText())
                .isEqualTo("go on");
        assertThatExceptionOfType(BadAskException.class)
                .isThrownBy(() -> ask(Protocol.MESSAGES, replay.formatted("other")));
        assertThatExceptionOfType(BadAskException.class)
                .isThrownBy(() -> ask(Protocol.MESSAGES, replay.formatted(Seal.of("changed"))));
    }

    @Test
    void remembersResponses() throws Exception {
        String first = sent(answered(Protocol.RESPONSES, "sim", "{\"model\":\"sim\",\"input\":\"[[say:o~ne]]\"}"));
        String id = Json.parseObject(first.getBytes(StandardCharsets.UTF_8))
                .string("id")
                .orElseThrow();
        String next = "{\"model\":\"sim\",\"input\":\"hi\",\"previous_response_id\":\"%s\"}";

        assertThat(answered(Protocol.RESPONSES, "sim", next.formatted(id)).status())
                .isEqualTo(200);
        assertThat(answered(Protocol.RESPONSES, "sim", next.formatted("resp_x")).status())
                .isEqualTo(400);
    }

    @Test
    void answersTheShellTheSchemaAndTheStopText() throws Exception {
        Ask shell = ask(Protocol.CHAT, """
            {"model":"m","tools":[{"type":"function","function":{"name":"Bash","parameters":{"type":"object",\
            "properties":{"command":{"type":"string"},"background":{"type":"boolean"}},"required":["command"]}}}],\
            "messages":[{"role":"user","content":"[[run:cat x]]"}]}\
            """);
        Ask schema = ask(Protocol.GEMINI, """
            {"contents":[{"parts":[{"text":"a person"}]}],"generationConfig":{"responseMimeType":"application/json",\
            "responseSchema":{"type":"OBJECT","properties":{"age":{"type":"INTEGER"}}}}}\
            """);
        Ask stop = ask(Protocol.MESSAGES, """
            {"model":"m","max_tokens":99,"stop_sequences":["STOP"],\
            "messages":[{"role":"user","content":"[[say:before ST~OP after]]"}]}\
            """);

        assertThat(Answer.of(shell, shape("")).calls().getFirst().arguments()).isEqualTo("{\"command\":\"cat x\"}");
        assertThat(Answer.of(schema, shape("")).text()).isEqualTo("{\"age\":1}");
        assertThat(Answer.of(stop, shape("")).text()).isEqualTo("before ");
        assertThat(Answer.of(stop, shape("")).finish()).isEqualTo(new Answer.Finish.Stopped("STOP"));
    }

    @Test
    void streamsGeminiAsAnArrayUnlessEventsAreAskedFor() throws Exception {
        Staging array = staged("/v1beta/models/sim!words=2:streamGenerateContent", request(Protocol.GEMINI, "hi"));
        Staging broken =
                staged("/v1beta/models/sim%21words=2%2Cstall@1t:streamGenerateContent", request(Protocol.GEMINI, "hi"));

        assertThat(array.headers().get("content-type")).startsWith("application/json");
        assertThat(((Arr) Json.parse(sent(array))).items()).hasSize(3);
        assertThat(sent(broken)).startsWith("[{").doesNotContain("]\n");
    }

    @Test
    void countsTokensAndEmbeds() throws Exception {
        String text = "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":3}";

        assertThat(sent(staged(
                        "/v1/messages/count_tokens",
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"," + "\"content\":\"hi\"}]}")))
                .isEqualTo("{\"input_tokens\":4}");
        assertThat(sent(staged("/v1/responses/input_tokens", request(Protocol.RESPONSES, "hi"))))
                .contains("\"input_tokens\":4");
        assertThat(sent(staged("/v1beta/models/m:countTokens", request(Protocol.GEMINI, "hi"))))
                .isEqualTo("{\"totalTokens\":4}");
        assertThat(sent(staged("/v1beta/models/m:embedContent", text))).startsWith("{\"embedding\":{\"values\":[");
        assertThat(Json.parseObject(sent(staged(
                                        "/v1beta/models/m:batchEmbedContents",
                                        "{\"requests\":[" + text + "," + text + "]}"))
                                .getBytes(StandardCharsets.UTF_8))
                        .list("embeddings"))
                .hasSize(2);
    }

    private static String request(Protocol protocol, String text) {
        return switch (protocol) {
            case CHAT, MESSAGES ->
                "{\"model\":\"sim\",\"max_tokens\":999,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + text + "\"}]}";
            case RESPONSES -> "{\"model\":\"sim\",\"stream\":true,\"input\":\"" + text + "\"}";
            case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}]}";
        };
    }

    /** A conversation that ends with the model's own words. */
    private static String conversation(Protocol protocol, String begun) {
        return switch (protocol) {
            case CHAT, MESSAGES ->
                request(protocol, "hi").replace("}]}", "},{\"role\":\"assistant\",\"content\":\"" + begun + "\"}]}");
            case RESPONSES ->
                "{\"model\":\"sim\",\"input\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\","
                        + "\"content\":\"" + begun + "\"}]}";
            case GEMINI ->
                request(protocol, "hi")
                        .replace("}]}]}", "}]},{\"role\":\"model\",\"parts\":[{\"text\":\"" + begun + "\"}]}]}");
        };
    }

    private static String tools(Protocol protocol) {
        String wish = request(protocol, "[[think]] [[call:2]]");
        String function = "\"name\":\"weather\",\"parameters\":" + SCHEMA;
        String tools = switch (protocol) {
            case CHAT -> "[{\"type\":\"function\",\"function\":{" + function + "}}]";
            case RESPONSES -> "[{\"type\":\"function\"," + function + "}]";
            case MESSAGES -> "[{\"name\":\"weather\",\"input_schema\":" + SCHEMA + "}]";
            case GEMINI -> "[{\"functionDeclarations\":[{" + function + "}]}]";
        };
        return "{\"tools\":" + tools + "," + wish.substring(1);
    }

    private static String result(Protocol protocol) {
        return switch (protocol) {
            case CHAT ->
                tools(protocol).replace("}]}", "},{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"sunny\"}]}");
            case RESPONSES ->
                tools(protocol)
                        .replace(
                                "\"input\":\"[[think]] [[call:2]]\"",
                                "\"input\":[{\"role\":\"user\",\"content\":\"[[call:2]]\"},"
                                    + "{\"type\":\"function_call_output\",\"call_id\":\"x\",\"output\":\"sunny\"}]");
            case MESSAGES ->
                request(protocol, "[[call:2]]")
                        .replace(
                                "}]}",
                                "},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"x\","
                                        + "\"content\":\"sunny\"},{\"type\":\"text\",\"text\":\"a reminder\"}]}]}");
            case GEMINI ->
                request(protocol, "[[call:2]]")
                        .replace(
                                "}]}]}",
                                "}]},{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"weather\","
                                        + "\"response\":{\"output\":\"sunny\"}}}]}]}");
        };
    }

    private static Ask ask(Protocol protocol, String json) throws Exception {
        Obj body = (Obj) Json.parse(json);
        return switch (protocol) {
            case CHAT -> ChatAsk.read(body);
            case RESPONSES -> ResponsesAsk.read(body, List.of());
            case MESSAGES -> MessagesAsk.read(body);
            case GEMINI -> GeminiAsk.read(body, "sim", Ask.Delivery.STREAMED);
        };
    }

    private static Reply reply(Protocol protocol, Ask ask, Shape shape) {
        return switch (protocol) {
            case CHAT -> ChatAnswer.of(ask, shape);
            case RESPONSES -> ResponsesAnswer.of(ask, shape);
            case MESSAGES -> MessagesAnswer.of(ask, shape);
            case GEMINI -> GeminiAnswer.of(ask, shape);
        };
    }

    private static Shape shape(String script) throws MalformedScriptException {
        return ScriptReader.read(script).shape();
    }

    private static Reply.Streamed streamed(Protocol protocol, String text, String script) throws Exception {
        return (Reply.Streamed) reply(protocol, ask(protocol, request(protocol, text)), shape(script));
    }

    private static String body(Protocol protocol, String text, String script, boolean stream) throws Exception {
        String whole = request(protocol, text).replace("\"stream\":true", "\"stream\":" + stream);
        String model = "sim!" + script;
        return protocol == Protocol.GEMINI
                ? sent(staged("/v1beta/models/" + model + ":generateContent", whole))
                : sent(answered(protocol, model, whole));
    }

    /** The answer's text as its frames give it. */
    private static String text(Protocol protocol, Reply.Streamed reply) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Frame frame : reply.all()) {
            if (frame.token()) {
                text.append(piece(protocol, (Obj) Json.parse(frame.data())));
            }
        }
        return text.toString();
    }

    private static String piece(Protocol protocol, Obj event) {
        return switch (protocol) {
            case CHAT ->
                ((Obj) event.list("choices").getFirst()).object("delta").string("content", "");
            case RESPONSES -> event.string("delta", "");
            case MESSAGES -> event.object("delta").string("text", "");
            case GEMINI -> {
                Obj content = ((Obj) event.list("candidates").getFirst()).object("content");
                yield ((Obj) content.list("parts").getFirst()).string("text", "");
            }
        };
    }

    private static Staging answered(Protocol protocol, String model, String json) {
        String named = json.replace("\"model\":\"sim\"", "\"model\":\"" + model + "\"");
        return staged(
                switch (protocol) {
                    case CHAT -> "/v1/chat/completions";
                    case RESPONSES -> "/v1/responses";
                    case MESSAGES -> "/v1/messages";
                    case GEMINI -> "/v1beta/models/" + model + ":streamGenerateContent?alt=sse";
                },
                named);
    }

    private static Staging staged(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Received received =
                new Received(1, "POST", path, List.of(), new Received.Body(body, body.length), 0, Received.Ending.OPEN);
        return PROVIDER.answer(received, body);
    }

    private static String sent(Staging staging) {
        List<String> pieces = new ArrayList<>();
        for (Step step : staging.steps()) {
            if (step instanceof Step.Write(byte[] bytes)) {
                pieces.add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return String.join("", pieces);
    }
}
