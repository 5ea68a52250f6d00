package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class GeminiPropertiesTest {
    @Property(tries = 150)
    void anyByteSplitGivesTheSameEvents(
            @ForAll("answers") List<StreamEvent> answer, @ForAll @IntRange(min = 1, max = 40) int step)
            throws FrameTooLongException {
        byte[] sse = GeminiStreams.encoded(answer, false);
        assertThat(GeminiStreams.events(sse, step)).isEqualTo(GeminiStreams.events(sse));
    }

    @Property(tries = 200)
    void whatIsEncodedIsDecodedAgain(@ForAll("answers") List<StreamEvent> answer) throws FrameTooLongException {
        byte[] sse = GeminiStreams.encoded(answer, false);
        assertThat(GeminiStreams.told(GeminiStreams.events(sse))).isEqualTo(GeminiStreams.told(answer));
    }

    @Property(tries = 100)
    void wholeAnswersAreDecodedAgain(@ForAll("answers") List<StreamEvent> answer) {
        ChatResponse response = ((ChatClient.Answer.Complete) GeminiStreams.answer(answer)).response();
        byte[] body = GeminiResponseEncoder.encode(response);
        List<StreamEvent> decoded = new GeminiOutbound().decodeResponse(body, Dialect.PLAIN);
        assertThat(GeminiStreams.told(decoded)).isEqualTo(GeminiStreams.told(answer));
    }

    @Property(tries = 100)
    void arrayStreamsHoldTheChunksOfEventStreams(@ForAll("answers") List<StreamEvent> answer)
            throws FrameTooLongException, JsonSyntaxException {
        byte[] array = GeminiStreams.encoded(answer, true);
        assertThat(Json.parse(array)).isInstanceOf(JsonValue.Arr.class);
        List<StreamEvent> decoded = new GeminiOutbound().decodeResponse(array, Dialect.PLAIN);
        assertThat(decoded).isEqualTo(GeminiStreams.events(GeminiStreams.encoded(answer, false)));
    }

    @Property(tries = 200)
    void chunksWrittenByAMouldAreThoseWrittenWithoutOne(
            @ForAll("answers") List<StreamEvent> answer, @ForAll boolean array) {
        String moulded = new String(GeminiStreams.encoded(answer, array), StandardCharsets.UTF_8);
        List<StreamEvent> other = new ArrayList<>(answer);
        other.set(0, new StreamEvent.Started("r-1", "gemini\"x", 1_700_000_000L));
        String plain = new String(GeminiStreams.encoded(other, array), StandardCharsets.UTF_8);
        assertThat(plain.replace("gemini\\\"x", "gemini-x")).isEqualTo(moulded);
    }

    @Property(tries = 300)
    void arbitraryFramesObeyTheGrammar(@ForAll("frames") List<Frame> frames) {
        assertThat(GeminiStreams.decode(frames)).isNotEmpty();
    }

    @Property(tries = 200)
    void arbitraryBodiesAreAnswersOrFailures(@ForAll("chunks") JsonValue body, @ForAll byte[] noise) {
        GeminiOutbound outbound = new GeminiOutbound();
        GeminiStreams.checked(outbound.decodeResponse(Json.bytes(body), Dialect.PLAIN));
        GeminiStreams.checked(outbound.decodeResponse(noise, Dialect.PLAIN));
        assertThat(outbound.decodeFailure(400, Map.of(), noise).message()).isNotBlank();
    }

    @Example
    void cutAtAnyByteIsNoGoodEndBeforeTheFinishReasonCame() throws FrameTooLongException {
        List<StreamEvent> answer = List.of(
                new StreamEvent.Started("r", "m", 0),
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("héllo"),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.ToolCall("c", "f")),
                new StreamEvent.ArgumentsDelta("{\"a\":1}"),
                new StreamEvent.PartFinished(),
                new StreamEvent.UsageReported(new Usage(1, 2, 0, 0, 0)),
                new StreamEvent.Finished(FinishReason.TOOL_CALLS));
        byte[] sse = GeminiStreams.encoded(answer, false);
        for (int length = 0; length < sse.length - 2; length++) {
            List<StreamEvent> events = GeminiStreams.events(Arrays.copyOf(sse, length));
            assertThat(events.getLast()).as("cut at %s", length).isInstanceOf(StreamEvent.Failed.class);
        }
        assertThat(GeminiStreams.events(sse).getLast()).isInstanceOf(StreamEvent.Finished.class);
    }

    @Provide
    Arbitrary<List<StreamEvent>> answers() {
        Arbitrary<List<List<StreamEvent>>> pieces = Arbitraries.oneOf(texts(), thoughts(), signatures(), calls())
                .list()
                .ofMaxSize(6);
        Arbitrary<FinishReason> reasons =
                Arbitraries.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.CONTENT_FILTER);
        Arbitrary<Usage> usages = Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 9999))
                .as((input, output) -> new Usage(input, output, input / 2, 0, output / 3));
        return Combinators.combine(pieces, reasons, usages).as(GeminiPropertiesTest::answer);
    }

    /** Neighbouring parts of one kind are one part on the wire, so they are left out here. */
    private static List<StreamEvent> answer(List<List<StreamEvent>> pieces, FinishReason reason, Usage usage) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("r-1", "gemini-x", 1_700_000_000L));
        List<StreamEvent> before = List.of();
        for (List<StreamEvent> piece : pieces) {
            boolean joined = !before.isEmpty() && joins(before, piece);
            if (!joined) {
                events.addAll(piece);
                before = piece;
            }
        }
        boolean calls = events.stream().anyMatch(event -> event instanceof StreamEvent.ArgumentsDelta);
        events.add(new StreamEvent.UsageReported(usage));
        events.add(new StreamEvent.Finished(calls && reason == FinishReason.STOP ? FinishReason.TOOL_CALLS : reason));
        return events;
    }

    private static boolean joins(List<StreamEvent> before, List<StreamEvent> piece) {
        boolean call = piece.getFirst() instanceof StreamEvent.PartStarted(PartHead.ToolCall ignored);
        boolean signedThought =
                before.size() > 3 && before.get(before.size() - 2) instanceof StreamEvent.ThinkingSigned;
        return (before.getFirst().equals(piece.getFirst()) && !call) || (signedThought && call);
    }

    private static Arbitrary<String> words() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    }

    private static Arbitrary<List<StreamEvent>> texts() {
        return words().list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(deltas -> part(new PartHead.Text(), deltas.stream().map(text -> new StreamEvent.TextDelta(text))));
    }

    private static Arbitrary<List<StreamEvent>> thoughts() {
        return Combinators.combine(words(), Arbitraries.of(true, false))
                .as((text, signed) -> part(
                        new PartHead.Thinking(),
                        signed
                                ? Stream.of(new StreamEvent.ThinkingDelta(text), signature())
                                : Stream.of(new StreamEvent.ThinkingDelta(text))));
    }

    private static Arbitrary<List<StreamEvent>> signatures() {
        return Arbitraries.just(part(new PartHead.Thinking(), Stream.of(signature())));
    }

    private static StreamEvent signature() {
        return new StreamEvent.ThinkingSigned(new Signature(Protocol.GEMINI, "c2ln"));
    }

    private static Arbitrary<List<StreamEvent>> calls() {
        return Arbitraries.integers()
                .between(0, 99)
                .map(number -> part(
                        new PartHead.ToolCall("id" + number, "f" + number),
                        Stream.of(
                                new StreamEvent.ArgumentsDelta("{\"n\":"),
                                new StreamEvent.ArgumentsDelta(number + "}"))));
    }

    private static List<StreamEvent> part(PartHead head, Stream<? extends StreamEvent> deltas) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.PartStarted(head));
        deltas.forEach(events::add);
        events.add(new StreamEvent.PartFinished());
        return events;
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        Arbitrary<byte[]> data = Arbitraries.frequencyOf(Tuple.of(9, chunks().map(Json::bytes)), Tuple.of(1, noise));
        return data.map(bytes -> new Frame("message", bytes, bytes)).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<JsonValue> chunks() {
        Arbitrary<JsonValue> part = Arbitraries.of(
                        "{\"text\":\"a\"}",
                        "{\"text\":\"\"}",
                        "{\"text\":1}",
                        "{\"text\":\"t\",\"thought\":true}",
                        "{\"thoughtSignature\":\"s\"}",
                        "{\"text\":\"b\",\"thoughtSignature\":\"s\",\"thought\":true}",
                        "{\"functionCall\":{\"name\":\"f\"}}",
                        "{\"functionCall\":{\"name\":\"f\",\"args\":[1]},\"thoughtSignature\":\"s\"}",
                        "{\"functionCall\":{}}",
                        "{\"inlineData\":{}}",
                        "{}",
                        "7")
                .map(GeminiPropertiesTest::json);
        Arbitrary<JsonValue> parts = part.list().ofMaxSize(4).map(JsonValue.Arr::new);
        Arbitrary<JsonValue> candidate = Combinators.combine(
                        parts,
                        Arbitraries.of("", "STOP", "SAFETY", "MAX_TOKENS", "MALFORMED_FUNCTION_CALL"),
                        Arbitraries.integers().between(0, 3))
                .as((content, reason, source) -> Json.object()
                        .put("content", Json.object().put("parts", content).build())
                        .put("finishReason", reason)
                        .put("groundingMetadata", grounding(source))
                        .build());
        Arbitrary<JsonValue> chunk = candidate
                .list()
                .ofMaxSize(2)
                .map(candidates -> Json.object()
                        .put("candidates", candidates)
                        .put(
                                "usageMetadata",
                                Json.object().put("promptTokenCount", 3).build())
                        .build());
        Arbitrary<JsonValue> odd = Arbitraries.of(
                        "{}",
                        "[]",
                        "null",
                        "[{},3]",
                        "\"x\"",
                        "{\"error\":{}}",
                        "{\"error\":\"e\"}",
                        "{\"response\":{\"candidates\":[]}}",
                        "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}",
                        "{\"usageMetadata\":{\"promptTokenCount\":-3}}")
                .map(GeminiPropertiesTest::json);
        return Arbitraries.frequencyOf(Tuple.of(6, chunk), Tuple.of(1, odd));
    }

    private static JsonValue grounding(int sources) {
        List<JsonValue> chunks = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            chunks.add(json("{\"web\":{\"uri\":\"https://" + i + "\"}}"));
        }
        return Json.object().put("groundingChunks", chunks).build();
    }

    private static JsonValue json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
