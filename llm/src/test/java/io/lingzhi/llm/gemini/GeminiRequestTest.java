package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What requests that came in other protocols become for Gemini. */
class GeminiRequestTest {
    private static final ModelId MODEL = new ModelId("gemini-x");

    @Test
    void leadingSystemMessagesBecomeTheInstructionAndLaterOnesReminders() {
        Encoded encoded = encode(
                Message.of(Role.SYSTEM, "one"),
                Message.of(Role.DEVELOPER, "two"),
                Message.of(Role.USER, "hi"),
                Message.of(Role.SYSTEM, "late"));
        assertBody(encoded, """
            {"systemInstruction":{"parts":[{"text":"one"},{"text":"two"}]},
            "contents":[{"role":"user","parts":[{"text":"hi"},
            {"text":"<system-reminder>\\nlate\\n</system-reminder>"}]}]}\
            """);
        assertThat(encoded.losses()).isEmpty();
    }

    @Test
    void systemMessagesAloneAskAsTheUser() {
        assertBody(
                encode(Message.of(Role.SYSTEM, "one")),
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"one\"}]}]}");
    }

    @Test
    void resultsAreGroupedInTheOrderOfTheirCalls() {
        Encoded encoded = encode(
                Message.of(Role.USER, "q"),
                assistant(new Part.ToolCall("c1", "a", "{\"x\":1}"), new Part.ToolCall("c2", "b", "")),
                tool("c2", "two"),
                tool("c1", "old"),
                tool("c1", "{\"n\":1}"),
                Message.of(Role.USER, "and?"));
        assertBody(encoded, """
            {"contents":[{"role":"user","parts":[{"text":"q"}]},
            {"role":"model","parts":[{"functionCall":{"id":"c1","name":"a","args":{"x":1}}},
            {"functionCall":{"id":"c2","name":"b","args":{}}}]},
            {"role":"user","parts":[{"functionResponse":{"id":"c1","name":"a","response":{"result":{"n":1}}}},
            {"functionResponse":{"id":"c2","name":"b","response":{"result":"two"}}},{"text":"and?"}]}]}\
            """);
    }

    @Test
    void imagesOfResultsStandBesideThem() {
        Part image = new Part.Media(Part.Media.Kind.IMAGE, Optional.of("image/png"), new Part.Source.Inline("AAAA"));
        Encoded encoded = encode(
                Message.of(Role.USER, "q"),
                assistant(new Part.ToolCall("c1", "shot", "{}")),
                new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult(
                                "c1", List.of(new Part.Text("a"), image, new Part.Text("b")), true))));
        assertThat(body(encoded))
                .contains("{\"functionResponse\":{\"id\":\"c1\",\"name\":\"shot\",\"response\":{\"error\":\"a\\nb\"}}},"
                        + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}");
    }

    @Test
    void unsignedThoughtsAreShownForeignOnesLeftOutAndOwnSignaturesGoToTheCall() {
        Encoded encoded = encode(
                Message.of(Role.USER, "q"),
                assistant(
                        new Part.Thinking("plain", Optional.empty()),
                        new Part.Thinking("other", Optional.of(new Signature(Protocol.ANTHROPIC, "x"))),
                        new Part.Thinking("own", Optional.of(new Signature(Protocol.GEMINI, "g"))),
                        new Part.ToolCall("c1", "a", "{}")),
                tool("c1", "1"));
        assertThat(body(encoded))
                .contains("{\"role\":\"model\",\"parts\":[{\"text\":\"plain\",\"thought\":true},"
                        + "{\"text\":\"own\",\"thought\":true},"
                        + "{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"args\":{}},\"thoughtSignature\":\"g\"}]}")
                .doesNotContain("other");
        assertThat(encoded.losses()).isEmpty();
    }

    @Test
    void callsNeverSignedGetTheBypassWhereSignaturesAreDemanded() {
        ChatRequest request = request(
                Message.of(Role.USER, "q"),
                assistant(
                        new Part.Thinking("", Optional.of(new Signature(Protocol.ANTHROPIC, "x"))),
                        new Part.ToolCall("c1", "a", "{}"),
                        new Part.ToolCall("c2", "b", "{}")),
                tool("c1", "1"),
                tool("c2", "2"));
        Encoded encoded = new GeminiOutbound().encodeRequest(request, Dialect.of(Quirk.NEEDS_THOUGHT_SIGNATURES));
        assertThat(body(encoded)).containsOnlyOnce("skip_thought_signature_validator");
        assertThat(body(new GeminiOutbound().encodeRequest(request, Dialect.PLAIN)))
                .doesNotContain("skip_thought");
    }

    @Test
    void argumentsThatAreNoObjectAreKeptAsInput() {
        Encoded encoded = encode(
                Message.of(Role.USER, "q"), assistant(new Part.ToolCall("c1", "patch", "*** Begin")), tool("c1", "ok"));
        assertThat(body(encoded)).contains("\"args\":{\"input\":\"*** Begin\"}");
    }

    @Test
    void resultWithoutCallIsNamedAfterItsId() {
        assertThat(body(encode(Message.of(Role.USER, "q"), tool("get/1", "x"))))
                .contains("{\"id\":\"get/1\",\"name\":\"get_1\"");
    }

    @Test
    void mediaThatGoogleCannotReadAreReported() {
        Encoded encoded = encode(new Message(
                Role.USER,
                List.of(
                        media("https://example.com/a.png"),
                        media("gs://bucket/a.png"),
                        new Part.Media(
                                Part.Media.Kind.DOCUMENT,
                                Optional.of("application/pdf"),
                                new Part.Source.FileId("files/1")),
                        new Part.Opaque(Protocol.ANTHROPIC, JsonValue.Obj.EMPTY))));
        assertBody(encoded, """
            {"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"gs://bucket/a.png"}},
            {"fileData":{"mimeType":"application/pdf","fileUri":"files/1"}}]}]}\
            """);
        assertThat(losses(encoded))
                .containsExactly(
                        "messages[0].content[0]: image URL not fetched",
                        "messages[0].content[3]: only anthropic has such a part");
    }

    @Test
    void toolsAreDeclaredAndWhatTheyLoseIsReported() {
        JsonValue.Obj schema = Json.object().put("type", "object").build();
        List<Tool> tools = List.of(
                new Tool.Function("a b", Optional.of("d"), schema, true),
                new Tool.Custom("patch", Optional.empty(), Optional.of(JsonValue.Obj.EMPTY)),
                new Tool.WebSearch(Optional.of(3), List.of("x.org"), List.of(), Optional.empty()),
                new Tool.Opaque(Protocol.OPENAI_RESPONSES, JsonValue.Obj.EMPTY));
        ToolChoice choice = new ToolChoice(ToolChoice.Mode.NAMED, Optional.of("a b"), Optional.of(false));
        Encoded encoded = new GeminiOutbound().encodeRequest(with(tools, choice), Dialect.PLAIN);
        assertBody(encoded, """
            {"tools":[{"functionDeclarations":[
            {"name":"a_b","description":"d","parametersJsonSchema":{"type":"object"}},
            {"name":"patch","parametersJsonSchema":{"type":"object",
            "properties":{"input":{"type":"string"}},"required":["input"]}}]},{"googleSearch":{}}],
            "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["a_b"]}},
            "contents":[{"role":"user","parts":[{"text":"hi"}]}]}\
            """);
        assertThat(losses(encoded))
                .containsExactly(
                        "tools[0].strict: no such field",
                        "tools[0].name: sent as a_b",
                        "tools[1].format: Gemini has no grammars",
                        "tools[2].max_uses: no such field",
                        "tools[2].allowed_domains: no such field",
                        "tools[3]: only openai-responses has such a tool",
                        "parallel_tool_calls: no such field");
    }

    @Test
    void settingsCrossOrAreReported() {
        Sampling sampling = new Sampling(
                Optional.of(0.5),
                Optional.of(0.9),
                Optional.of(5),
                Optional.of(100),
                List.of("1", "2", "3", "4", "5", "6"),
                Optional.of(7L),
                Optional.of(0.1),
                Optional.of(0.2),
                Optional.of(0));
        Extensions extensions = new Extensions(
                Protocol.OPENAI_CHAT,
                Json.object().put("logit_bias", JsonValue.Obj.EMPTY).build());
        ChatRequest request = new ChatRequest(
                MODEL,
                List.of(Message.of(Role.USER, "hi")),
                List.of(),
                ToolChoice.unspecified(),
                sampling,
                Reasoning.unspecified(),
                new ResponseFormat.AnyJson(),
                new Handling(Optional.of("default"), Optional.of("k"), Optional.of("u")),
                true,
                Optional.of(extensions));
        Encoded encoded = new GeminiOutbound().encodeRequest(request, Dialect.PLAIN);
        assertBody(encoded, """
            {"generationConfig":{"temperature":0.5,"topP":0.9,"topK":5,"maxOutputTokens":100,
            "stopSequences":["1","2","3","4","5"],"seed":7,"presencePenalty":0.1,"frequencyPenalty":0.2,
            "responseLogprobs":true,"responseMimeType":"application/json"},"serviceTier":"standard",
            "contents":[{"role":"user","parts":[{"text":"hi"}]}]}\
            """);
        assertThat(encoded.request().path()).isEqualTo("/v1beta/models/gemini-x:streamGenerateContent?alt=sse");
        assertThat(losses(encoded))
                .containsExactly(
                        "stop: only the first 5 of 6 are sent",
                        "prompt_cache_key: no such field",
                        "user: no such field",
                        "extensions.logit_bias: a field of openai-chat");
    }

    @Test
    void effortBecomesBudgetOrLevel() {
        assertThat(thinking("medium", Dialect.PLAIN)).isEqualTo("{\"thinkingBudget\":8192,\"includeThoughts\":true}");
        assertThat(thinking("max", Dialect.PLAIN)).isEqualTo("{\"thinkingBudget\":32768,\"includeThoughts\":true}");
        assertThat(thinking("none", Dialect.PLAIN)).isEqualTo("{\"thinkingBudget\":0}");
        Dialect levels = Dialect.of(Quirk.THINKING_LEVELS);
        assertThat(thinking("low", levels)).isEqualTo("{\"thinkingLevel\":\"low\",\"includeThoughts\":true}");
        assertThat(thinking("xhigh", levels)).isEqualTo("{\"thinkingLevel\":\"high\",\"includeThoughts\":true}");
        assertThat(thinking("none", levels)).isEqualTo("{\"thinkingLevel\":\"minimal\"}");
        assertThat(thinking("auto", levels)).isEqualTo("{\"thinkingBudget\":-1,\"includeThoughts\":true}");
    }

    @Test
    void growingConversationKeepsItsBeginningByteForByte() {
        List<Message> messages = new ArrayList<>(List.of(Message.of(Role.SYSTEM, "s"), Message.of(Role.USER, "start")));
        String before = "";
        for (int turn = 0; turn < 50; turn++) {
            messages.addAll(turn(turn));
            String body = body(encode(messages.toArray(Message[]::new)));
            assertThat(body).as("turn %s", turn).startsWith(before);
            assertThat(body).isEqualTo(body(encode(messages.toArray(Message[]::new))));
            before = body.substring(0, body.length() - "]}]}".length());
        }
    }

    private static List<Message> turn(int turn) {
        String id = "c" + turn;
        Part signed = new Part.Thinking("t", Optional.of(new Signature(Protocol.GEMINI, "g" + turn)));
        return List.of(
                assistant(
                        signed,
                        new Part.Text("step"),
                        new Part.ToolCall(id, "f", "{}"),
                        new Part.ToolCall(id + "b", "f", "")),
                tool(id + "b", "b"),
                tool(id, "a"),
                Message.of(turn % 7 == 0 ? Role.SYSTEM : Role.USER, "go " + turn));
    }

    private static String thinking(String effort, Dialect dialect) {
        Reasoning reasoning = new Reasoning(Optional.of(effort), Optional.empty(), Optional.empty());
        Encoded encoded = new GeminiOutbound()
                .encodeRequest(request(Message.of(Role.USER, "hi")).withReasoning(reasoning), dialect);
        String body = body(encoded);
        return body.substring(body.indexOf("\"thinkingConfig\":") + 17, body.indexOf("},\"contents\""));
    }

    private static ChatRequest with(List<Tool> tools, ToolChoice choice) {
        return new ChatRequest(
                MODEL,
                List.of(Message.of(Role.USER, "hi")),
                tools,
                choice,
                Sampling.unspecified(),
                Reasoning.unspecified(),
                new ResponseFormat.PlainText(),
                Handling.unspecified(),
                false,
                Optional.empty());
    }

    private static Part media(String url) {
        return new Part.Media(Part.Media.Kind.IMAGE, Optional.empty(), new Part.Source.Url(url));
    }

    private static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    private static Message tool(String callId, String text) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(callId, List.of(new Part.Text(text)), false)));
    }

    private static ChatRequest request(Message... messages) {
        return ChatRequest.of(MODEL, List.of(messages), false);
    }

    private static Encoded encode(Message... messages) {
        return new GeminiOutbound().encodeRequest(request(messages), Dialect.PLAIN);
    }

    private static String body(Encoded encoded) {
        return new String(encoded.request().body(), StandardCharsets.UTF_8);
    }

    private static void assertBody(Encoded encoded, String expected) {
        try {
            assertThat(body(encoded)).isEqualTo(Json.text(Json.parse(expected)));
        } catch (JsonSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> losses(Encoded encoded) {
        return encoded.losses().stream()
                .map(loss -> loss.path() + ": " + loss.reason())
                .toList();
    }
}
