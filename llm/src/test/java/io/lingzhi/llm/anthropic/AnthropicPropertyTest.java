package io.lingzhi.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Citation;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AnthropicPropertyTest {
    private final AnthropicInbound inbound = new AnthropicInbound();
    private final AnthropicOutbound outbound = new AnthropicOutbound();

    @Property(tries = 60)
    void anySplitOfAStreamGivesTheSameEvents(
            @ForAll("recorded") byte[] sse, @ForAll @IntRange(min = 1, max = 40) int step)
            throws FrameTooLongException {
        assertThat(Streams.decode(Streams.frames(sse, step))).isEqualTo(Streams.events(sse));
    }

    @Example
    void aStreamCutAnywhereEndsWellOnlyAfterItsLastEvent() throws IOException, FrameTooLongException {
        for (byte[] sse : recordings()) {
            for (int n = 0; n < sse.length; n++) {
                byte[] cut = Arrays.copyOf(sse, n);
                boolean finished = Streams.events(cut).getLast() instanceof StreamEvent.Finished;
                assertThat(finished && !new String(cut, StandardCharsets.UTF_8).contains("message_stop"))
                        .as("a good end at byte %d", n)
                        .isFalse();
            }
        }
    }

    @Property
    void anyFramesObeyTheGrammar(@ForAll("frames") List<Frame> frames) {
        assertThat(Streams.decode(frames)).isNotEmpty();
    }

    @Property
    void anyBytesAreAnAnswerOrAFailure(@ForAll("bodies") byte[] body) {
        Streams.requireGrammar(outbound.decodeResponse(body, Dialect.PLAIN));
        assertThat(outbound.decodeFailure(400, java.util.Map.of(), body).message())
                .isNotEmpty();
    }

    @Property
    void anyBytesAreARequestOrRefused(@ForAll("bodies") byte[] body) {
        try {
            assertThat(inbound.read(WireCall.of(body)).request().messages()).isNotEmpty();
        } catch (RejectedException e) {
            assertThat(e.failure().message()).startsWith("Invalid");
        }
    }

    @Property(tries = 100)
    void whatCanBeSaidIsReadBack(@ForAll("requests") ChatRequest request) throws RejectedException {
        Encoded encoded = outbound.encodeRequest(request, Dialect.PLAIN);
        assertThat(encoded.losses()).isEmpty();
        assertThat(inbound.read(WireCall.of(encoded.request().body())).request())
                .isEqualTo(request);
        assertThat(outbound.encodeRequest(request, Dialect.PLAIN).request().body())
                .as("equal requests give equal bytes")
                .isEqualTo(encoded.request().body());
    }

    @Property
    void anAnswerIsToldAlikeInEveryForm(@ForAll("answers") List<StreamEvent> events)
            throws FrameTooLongException, JsonSyntaxException {
        ChatClient.Answer answer = Streams.answer(events);
        assertThat(Streams.answer(Streams.events(Streams.encode(events)))).isEqualTo(answer);
        if (answer instanceof ChatClient.Answer.Complete(var response)) {
            byte[] whole = ResponseEncoder.encode(response);
            assertThat(Streams.answer(outbound.decodeResponse(whole, Dialect.PLAIN)))
                    .isEqualTo(answer);
        }
    }

    @Example
    void aConversationThatGrowsKeepsItsBeginning() {
        List<Message> messages = new ArrayList<>(List.of(Message.of(Role.SYSTEM, "Be kind.")));
        byte[] before = {};
        for (int turn = 0; turn < 50; turn++) {
            for (Message message : turn(turn)) {
                messages.add(message);
                ChatRequest request = ChatRequest.of(new ModelId("claude-x"), messages, true);
                byte[] body =
                        outbound.encodeRequest(request, Dialect.PLAIN).request().body();
                int kept = Math.max(0, before.length - "]}]}".length());
                assertThat(Arrays.copyOf(body, kept)).isEqualTo(Arrays.copyOf(before, kept));
                before = body;
            }
        }
    }

    private static List<Message> turn(int turn) {
        Part.Thinking thought =
                new Part.Thinking("hm " + turn, Optional.of(new Signature(Protocol.ANTHROPIC, "sig" + turn)));
        return List.of(
                Message.of(Role.USER, "Question " + turn),
                Message.of(Role.DEVELOPER, "Reminder " + turn),
                new Message(
                        Role.ASSISTANT,
                        List.of(thought, new Part.Text("Looking"), new Part.ToolCall("c:" + turn, "get", "{\"n\":1}"))),
                new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("c:" + turn, List.of(new Part.Text("ok")), turn % 2 == 0))),
                Message.of(Role.ASSISTANT, "Answer " + turn));
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return SayableRequests.any();
    }

    @Provide
    Arbitrary<byte[]> recorded() throws IOException {
        return Arbitraries.of(recordings());
    }

    private static List<byte[]> recordings() throws IOException {
        List<byte[]> recordings = new ArrayList<>();
        for (Path file : new GoldenTable("anthropic/streams").files(".sse")) {
            recordings.add(Files.readAllBytes(file));
        }
        return recordings;
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        Arbitrary<String> data = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, events().map(Json::text)),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(20)));
        return data.map(text -> new Frame("message", text.getBytes(StandardCharsets.UTF_8), new byte[0]))
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<JsonValue> events() {
        Arbitrary<String> types = Arbitraries.of(
                "message_start",
                "content_block_start",
                "content_block_delta",
                "content_block_delta",
                "content_block_stop",
                "message_delta",
                "message_stop",
                "ping",
                "unheard_of");
        return Combinators.combine(types, Arbitraries.integers().between(0, 1), blocks(), deltas())
                .as((type, index, block, delta) -> Json.object()
                        .put("type", type)
                        .put("index", index)
                        .put("content_block", block)
                        .put("delta", delta)
                        .put("usage", Json.object().put("output_tokens", index).build())
                        .build());
    }

    private static Arbitrary<JsonValue> blocks() {
        Arbitrary<String> types =
                Arbitraries.of("text", "thinking", "redacted_thinking", "tool_use", "server_tool_use", "unheard_of");
        return Combinators.combine(types, Arbitraries.of("", "get"))
                .as((type, name) -> Json.object()
                        .put("type", type)
                        .put("id", name)
                        .put("name", name)
                        .put("data", "d")
                        .build());
    }

    private static Arbitrary<JsonValue> deltas() {
        Arbitrary<String> types = Arbitraries.of(
                "text_delta", "thinking_delta", "signature_delta", "input_json_delta", "citations_delta", "unheard_of");
        return Combinators.combine(types, Arbitraries.of("", "{}", "x"))
                .as((type, text) -> Json.object()
                        .put("type", type)
                        .put("text", text)
                        .put("thinking", text)
                        .put("signature", text)
                        .put("partial_json", text)
                        .put("citation", Json.object().put("url", text).build())
                        .build());
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<JsonValue> values = Arbitraries.oneOf(blocks(), deltas(), events());
        Arbitrary<String> texts = Combinators.combine(
                        values.list().ofMaxSize(3), Arbitraries.of("content", "messages", "error", "system"))
                .as((items, name) -> Json.text(Json.object()
                        .put("model", "m")
                        .put(name, items)
                        .put(
                                "messages",
                                List.of(Json.object()
                                        .put("role", "user")
                                        .put(name, items)
                                        .build()))
                        .build()));
        return Arbitraries.oneOf(texts, Arbitraries.strings().ofMaxLength(30))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<List<StreamEvent>> answers() {
        Arbitrary<List<StreamEvent>> part = Arbitraries.oneOf(texts(), thoughts(), calls());
        return Combinators.combine(part.list().ofMaxSize(4), Arbitraries.of(FinishReason.LENGTH, FinishReason.PAUSED))
                .as((parts, reason) -> {
                    List<StreamEvent> events = new ArrayList<>();
                    events.add(new StreamEvent.Started("msg_1", "m", 0));
                    parts.forEach(events::addAll);
                    events.add(new StreamEvent.UsageReported(new Usage(50, 9, 20, 10, 4, 3)));
                    events.add(new StreamEvent.Finished(reason));
                    return events;
                });
    }

    private static Arbitrary<List<StreamEvent>> texts() {
        Citation citation = new Citation("https://a", Optional.of("A"), Optional.empty());
        return SayableRequests.words()
                .map(text -> List.of(
                        new StreamEvent.PartStarted(new PartHead.Text()),
                        new StreamEvent.TextDelta(text),
                        new StreamEvent.Cited(citation),
                        new StreamEvent.TextDelta(text),
                        new StreamEvent.PartFinished()));
    }

    private static Arbitrary<List<StreamEvent>> thoughts() {
        return SayableRequests.words()
                .map(text -> List.of(
                        new StreamEvent.PartStarted(new PartHead.Thinking()),
                        new StreamEvent.ThinkingDelta(text),
                        new StreamEvent.ThinkingSigned(new Signature(Protocol.ANTHROPIC, "sig")),
                        new StreamEvent.PartFinished()));
    }

    private static Arbitrary<List<StreamEvent>> calls() {
        return SayableRequests.words()
                .map(text -> List.of(
                        new StreamEvent.PartStarted(new PartHead.ToolCall("t1", "get")),
                        new StreamEvent.ArgumentsDelta("{\"q\":"),
                        new StreamEvent.ArgumentsDelta(Json.text(JsonValue.of(text)) + "}"),
                        new StreamEvent.PartFinished()));
    }
}
