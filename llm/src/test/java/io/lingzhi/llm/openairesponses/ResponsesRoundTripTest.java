package io.lingzhi.llm.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Loss;
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
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResponsesRoundTripTest {
    private static final JsonValue.Obj SCHEMA = Json.object()
            .put("type", "object")
            .put("properties", JsonValue.Obj.EMPTY)
            .build();
    private static final List<Tool> TOOLS = List.of(
            new Tool.Function("get", Optional.of("Weather"), SCHEMA, true),
            new Tool.Custom("patch", Optional.empty(), Optional.empty()));

    private final ResponsesOutbound outbound = new ResponsesOutbound();

    @Property(tries = 300, seed = "20261122")
    void whatThisProtocolCanSayComesBackAsItWas(@ForAll("conversations") List<Message> messages)
            throws RejectedException, JsonSyntaxException {
        ChatRequest request = request(messages);
        Encoded encoded = outbound.encodeRequest(request, Dialect.PLAIN);
        assertThat(encoded.losses()).isEmpty();
        assertThat(decoded(encoded)).isEqualTo(request);
    }

    @Property(tries = 50, seed = "20261122")
    void equalRequestsGiveEqualBytes(@ForAll("conversations") List<Message> messages) {
        assertThat(body(request(messages))).isEqualTo(body(request(List.copyOf(messages))));
    }

    @Test
    void aGrowingConversationKeepsItsBeginning() {
        List<Message> messages = new ArrayList<>(List.of(Message.of(Role.SYSTEM, "be short")));
        String before = "";
        for (int turn = 0; turn < 50; turn++) {
            messages.add(Message.of(Role.USER, "question " + turn));
            messages.add(new Message(
                    Role.ASSISTANT,
                    List.of(
                            new Part.Thinking("t", Optional.of(new Signature(Protocol.OPENAI_RESPONSES, "e" + turn))),
                            new Part.ToolCall("toolu_" + "x".repeat(70) + turn, "get", "{}"))));
            messages.add(new Message(
                    Role.TOOL,
                    List.of(new Part.ToolResult(
                            "toolu_" + "x".repeat(70) + turn, List.of(new Part.Text("r")), false))));
            messages.add(Message.of(Role.ASSISTANT, "answer"));
            String encoded = body(request(messages));
            assertThat(encoded).startsWith(before);
            before = encoded.substring(0, encoded.length() - "]}".length());
        }
    }

    @Test
    void namesEverythingThatItCannotSay() {
        Message odd = new Message(
                Role.USER,
                List.of(
                        new Part.Media(
                                Part.Media.Kind.VIDEO, Optional.of("video/mp4"), new Part.Source.Url("https://x/v")),
                        new Part.Opaque(Protocol.ANTHROPIC, JsonValue.Obj.EMPTY),
                        new Part.ToolResult("c", List.of(new Part.Opaque(Protocol.GEMINI, JsonValue.Obj.EMPTY)), true),
                        new Part.CacheMark(Optional.empty())));
        Message answer = new Message(
                Role.ASSISTANT,
                List.of(
                        new Part.Thinking("unsigned", Optional.empty()),
                        new Part.Thinking("foreign", Optional.of(new Signature(Protocol.ANTHROPIC, "s"))),
                        new Part.Media(
                                Part.Media.Kind.IMAGE, Optional.of("image/png"), new Part.Source.Inline("aGk="))));
        ChatRequest request = new ChatRequest(
                new ModelId("m"),
                List.of(odd, answer),
                List.of(
                        new Tool.Opaque(Protocol.GEMINI, JsonValue.Obj.EMPTY),
                        new Tool.WebSearch(Optional.of(3), List.of(), List.of("bad.com"), Optional.empty())),
                ToolChoice.unspecified(),
                new Sampling(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(5),
                        Optional.empty(),
                        List.of("END"),
                        Optional.of(1L),
                        Optional.of(0.1),
                        Optional.of(0.2),
                        Optional.empty()),
                Reasoning.unspecified(),
                new ResponseFormat.PlainText(),
                Handling.unspecified(),
                false,
                Optional.of(new Extensions(
                        Protocol.OPENAI_CHAT, Json.object().put("logit_bias", 1).build())));
        assertThat(outbound.encodeRequest(request, Dialect.PLAIN).losses().stream()
                        .map(Loss::path))
                .containsExactlyInAnyOrder(
                        "messages[0].content[0]",
                        "messages[0].content[1]",
                        "messages[0].content[2].is_error",
                        "messages[0].content[2].content[0]",
                        "messages[1].content[2]",
                        "tools[0]",
                        "tools[1].max_uses",
                        "tools[1].blocked_domains",
                        "top_k",
                        "stop",
                        "seed",
                        "presence_penalty",
                        "frequency_penalty",
                        "extensions.logit_bias");
    }

    @Test
    void sendsNoForeignThought() {
        Message answer = new Message(
                Role.ASSISTANT,
                List.of(
                        new Part.Thinking("secret plan", Optional.of(new Signature(Protocol.ANTHROPIC, "sig"))),
                        new Part.Thinking("bare plan", Optional.empty()),
                        new Part.Text("said")));
        assertThat(body(ChatRequest.of(new ModelId("m"), List.of(answer), false)))
                .contains("said")
                .doesNotContain("plan")
                .doesNotContain("sig");
    }

    @Test
    void asksForSignaturesWhenThinkingIsWanted() {
        ChatRequest plain = request(List.of(Message.of(Role.USER, "?")));
        assertThat(body(plain)).doesNotContain("reasoning");
        assertThat(body(plain.withReasoning(new Reasoning(Optional.empty(), Optional.of(9000), Optional.of("auto")))))
                .contains("\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"}")
                .contains("\"include\":[\"reasoning.encrypted_content\"]");
        assertThat(body(plain.withReasoning(new Reasoning(Optional.empty(), Optional.of(-1), Optional.empty()))))
                .doesNotContain("\"effort\"")
                .contains("\"include\":[\"reasoning.encrypted_content\"]");
        assertThat(body(plain.withReasoning(new Reasoning(Optional.empty(), Optional.of(0), Optional.empty()))))
                .contains("\"effort\":\"none\"")
                .doesNotContain("include");
    }

    @Test
    void tellsALongUserByItsDigest() {
        String user = "{\"device_id\":\"" + "d".repeat(64) + "\"}";
        ChatRequest request = new ChatRequest(
                new ModelId("m"),
                List.of(Message.of(Role.USER, "?")),
                List.of(),
                ToolChoice.unspecified(),
                Sampling.unspecified(),
                Reasoning.unspecified(),
                new ResponseFormat.PlainText(),
                new Handling(Optional.of("standard_only"), Optional.empty(), Optional.of(user)),
                false,
                Optional.empty());
        assertThat(body(request))
                .doesNotContain("ddd")
                .containsPattern("\"user\":\"[0-9a-f]{64}\"")
                .contains("\"service_tier\":\"default\"");
    }

    @Provide
    Arbitrary<List<Message>> conversations() {
        Arbitrary<Message> turns = Arbitraries.oneOf(
                users().map(parts -> new Message(Role.USER, parts)),
                users().map(parts -> new Message(Role.DEVELOPER, parts)),
                results().map(part -> new Message(Role.TOOL, List.of(part))));
        Arbitrary<Message> answers = answers().map(parts -> new Message(Role.ASSISTANT, parts));
        return Combinators.combine(turns, answers)
                .as((turn, answer) -> List.of(turn, answer))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(pairs -> pairs.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<List<Part>> users() {
        Arbitrary<Part> media = Arbitraries.of(
                new Part.Media(
                        Part.Media.Kind.IMAGE,
                        Optional.of("image/webp"),
                        new Part.Source.Inline("aGk="),
                        Optional.empty(),
                        Optional.of("low")),
                new Part.Media(Part.Media.Kind.IMAGE, Optional.empty(), new Part.Source.Url("https://x/i")),
                new Part.Media(
                        Part.Media.Kind.DOCUMENT,
                        Optional.of("application/pdf"),
                        new Part.Source.Inline("aGk="),
                        Optional.of("a.pdf"),
                        Optional.empty()),
                new Part.Media(Part.Media.Kind.DOCUMENT, Optional.empty(), new Part.Source.FileId("file-1")));
        return Arbitraries.oneOf(texts(), media).list().ofMinSize(1).ofMaxSize(3);
    }

    private static Arbitrary<Part> texts() {
        return Arbitraries.of("a", "b 漢\n", "[1]").map(Part.Text::new);
    }

    private static Arbitrary<Part> results() {
        return Combinators.combine(Arbitraries.of("c1", "c2"), users().optional(0.8))
                .as((id, content) -> new Part.ToolResult(id, content.orElse(List.of()), false));
    }

    private static Arbitrary<List<Part>> answers() {
        Arbitrary<Part> others = Arbitraries.of(
                new Part.Refusal("no"),
                new Part.Thinking("t", Optional.of(new Signature(Protocol.OPENAI_RESPONSES, "gAAAA"))),
                new Part.Thinking("", Optional.of(new Signature(Protocol.OPENAI_RESPONSES, "gAAAB"))),
                new Part.ToolCall("c1", "get", "{\"a\":1}"),
                new Part.ToolCall("c2", "patch", "*** free"),
                new Part.Opaque(
                        Protocol.OPENAI_RESPONSES,
                        Json.object().put("type", "web_search_call").build()));
        return Arbitraries.oneOf(texts(), others).list().ofMinSize(1).ofMaxSize(4);
    }

    private static ChatRequest request(List<Message> messages) {
        return new ChatRequest(
                new ModelId("m"),
                messages,
                TOOLS,
                new ToolChoice(ToolChoice.Mode.NAMED, Optional.of("patch"), Optional.of(false)),
                Sampling.unspecified(),
                Reasoning.unspecified(),
                new ResponseFormat.AnyJson(),
                new Handling(Optional.of("flex"), Optional.of("key"), Optional.of("user")),
                true,
                Optional.empty());
    }

    private static ChatRequest decoded(Encoded encoded) throws RejectedException, JsonSyntaxException {
        return Streams.asked(Json.parse(encoded.request().body())).request();
    }

    private String body(ChatRequest request) {
        return new String(
                outbound.encodeRequest(request, Dialect.PLAIN).request().body(), StandardCharsets.UTF_8);
    }
}
