package io.lingzhi.llm.openaichat;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonArbitraries;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatPropertyTest {
    private static final Citation SOURCE = new Citation("https://x.test/", Optional.of("x"), Optional.empty());

    /** An upstream that reads all that some upstreams read. */
    private static final Dialect RICH = Dialect.of(
            Quirk.CUSTOM_TOOLS,
            Quirk.CACHE_CONTROL,
            Quirk.VIDEO_URL,
            Quirk.REASONING_ROUND_TRIP,
            Quirk.MAX_COMPLETION_TOKENS);

    private static final List<JsonValue> TOOLS = List.of(tool("function"), tool("custom"));

    private final ChatInbound inbound = new ChatInbound();
    private final ChatOutbound outbound = new ChatOutbound();

    @Test
    void anySplitOfARecordedStreamTellsTheSame() throws IOException, FrameTooLongException {
        for (Path file : recorded()) {
            byte[] sse = Files.readAllBytes(file);
            List<StreamEvent> whole = Streams.events(sse);
            for (int step : new int[] {1, 2, 3, 7, 64}) {
                assertThat(Streams.events(sse, step)).as("%s by %s", file, step).isEqualTo(whole);
            }
        }
    }

    @Test
    void aStreamCutAtAnyByteIsFinishedOnlyAfterItsFinishReason() throws IOException, FrameTooLongException {
        for (Path file : recorded()) {
            byte[] sse = Files.readAllBytes(file);
            for (int cut = 0; cut < sse.length; cut++) {
                byte[] arrived = Arrays.copyOf(sse, cut);
                boolean reasonArrived =
                        new String(arrived, StandardCharsets.UTF_8).matches("(?s).*finish_reason\":\"\\w.*");
                StreamEvent last = Streams.events(arrived).getLast();
                assertThat(last instanceof StreamEvent.Finished && !reasonArrived)
                        .as("%s cut at %s ends as %s", file, cut, last)
                        .isFalse();
            }
        }
    }

    @Test
    void aStreamCutAfterItsFinishReasonHasTheWholeText() throws IOException, FrameTooLongException {
        for (Path file : recorded()) {
            byte[] sse = Files.readAllBytes(file);
            List<StreamEvent> whole = Streams.events(sse);
            for (int cut = 0; cut < sse.length; cut++) {
                List<StreamEvent> events = Streams.events(Arrays.copyOf(sse, cut));
                if (events.getLast() instanceof StreamEvent.Finished
                        && whole.getLast() instanceof StreamEvent.Finished) {
                    assertThat(deltas(events)).as("%s cut at %s", file, cut).isEqualTo(deltas(whole));
                }
            }
        }
    }

    @Property(tries = 500, seed = "20261122")
    void arbitraryFramesObeyTheGrammar(@ForAll("frames") List<Frame> frames) {
        assertThat(Streams.decode(frames)).isNotEmpty();
    }

    @Property(tries = 500, seed = "20261122")
    void arbitraryBytesObeyTheGrammar(@ForAll byte[] bytes) throws FrameTooLongException {
        assertThat(Streams.events(bytes)).isNotEmpty();
    }

    @Property(tries = 500, seed = "20261122")
    void whatIsDecodedIsEncodedAndToldAgain(@ForAll("frames") List<Frame> frames) throws FrameTooLongException {
        List<StreamEvent> events = Streams.decode(frames);
        StreamEncoder encoder = new ChatStreamEncoder(true, Set.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(encoder.encode(event)));
        boolean failed = events.getLast() instanceof StreamEvent.Failed;
        StreamEvent last = Streams.events(out.toByteArray()).getLast();
        assertThat(last instanceof StreamEvent.Failed).isEqualTo(failed);
    }

    @Property(tries = 500, seed = "20261122")
    void arbitraryWholeAnswersObeyTheGrammar(@ForAll("answers") JsonValue body) {
        assertThat(StreamRuns.answer(outbound.decodeResponse(Json.bytes(body), Dialect.PLAIN)))
                .isNotNull();
    }

    @Property(tries = 500, seed = "20261122")
    void arbitraryRequestsAreReadOrRefusedAndStable(@ForAll("requests") JsonValue.Obj body) {
        try {
            for (Dialect dialect : List.of(Dialect.PLAIN, RICH)) {
                byte[] once = again(Json.bytes(body), dialect);
                assertThat(again(once, dialect))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(text(once));
            }
        } catch (RejectedException e) {
            assertThat(e.failure()).isInstanceOf(Failure.InvalidRequest.class);
        }
    }

    @Property(seed = "20261122")
    void arbitraryErrorsHaveAMeaning(
            @ForAll("statuses") int status, @ForAll byte[] body, @ForAll("waits") String wait) {
        Failure failure = outbound.decodeFailure(
                status, Map.of("retry-after", wait, "x-ratelimit-reset-tokens", wait, "retry-after-ms", wait), body);
        assertThat(inbound.encodeFailure(failure).status()).isBetween(400, 599);
        assertThat(failure.message().length()).isLessThan(3000);
    }

    @Property(seed = "20261122")
    void keysNeverComeThrough(@ForAll("keys") String key, @ForAll("statuses") int status) {
        JsonValue body = Json.object()
                .put(
                        "error",
                        Json.object()
                                .put("message", "bad key " + key + ", sorry")
                                .build())
                .build();
        assertThat(outbound.decodeFailure(status, Map.of(), Json.bytes(body)).toString())
                .doesNotContain(key);
        assertThat(outbound.decodeFailure(status, Map.of(), key.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .doesNotContain(key);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aGrowingConversationKeepsItsBeginning(Dialect dialect) throws RejectedException {
        List<JsonValue> messages = new ArrayList<>();
        String before = "";
        for (int turn = 0; turn < 50; turn++) {
            messages.add(message(turn));
            byte[] body = Json.object()
                    .put("messages", messages)
                    .put("tools", TOOLS)
                    .put("model", "m")
                    .put("stream", true)
                    .put("seed", 1)
                    .bytes();
            String encoded = text(again(body, dialect));
            assertThat(encoded).startsWith(before);
            before = encoded.substring(0, encoded.length() - "]}".length());
        }
    }

    static List<Dialect> dialects() {
        return List.of(Dialect.PLAIN, RICH);
    }

    /** In turn: a question, calls with thoughts, two results. */
    private static JsonValue message(int turn) {
        return switch (turn % 4) {
            case 0 ->
                Json.object().put("role", "user").put("content", "t" + turn).build();
            case 1 ->
                Json.object()
                        .put("role", "assistant")
                        .put("reasoning_content", "hm" + turn)
                        .put("tool_calls", List.of(call("function", "arguments", turn), call("custom", "input", turn)))
                        .build();
            default ->
                Json.object()
                        .put("role", "tool")
                        .put("tool_call_id", "c" + turn)
                        .put("content", "done")
                        .build();
        };
    }

    private static JsonValue call(String type, String textName, int turn) {
        JsonValue called = Json.object().put("name", type).put(textName, "{}").build();
        return Json.object()
                .put("id", "c" + turn)
                .put("type", type)
                .put(type, called)
                .build();
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        Arbitrary<String> chunks = Arbitraries.oneOf(
                chunk().map(Json::text),
                chunk().map(Json::text),
                JsonArbitraries.objects().map(Json::text),
                JsonArbitraries.texts(),
                Arbitraries.of("[DONE]", ""));
        return chunks.map(ChatPropertyTest::frame).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<JsonValue> answers() {
        return Arbitraries.oneOf(chunk().map(chunk -> (JsonValue) chunk), JsonArbitraries.values());
    }

    @Provide
    Arbitrary<JsonValue.Obj> requests() {
        Arbitrary<JsonValue> roles = Arbitraries.of("system", "user", "assistant", "tool", "function", "developer", "x")
                .map(JsonValue.Str::new);
        Arbitrary<JsonValue.Obj> parts = Combinators.combine(
                        Arbitraries.of("text", "image_url", "file", "refusal", "input_audio", "video_url", "other"),
                        Arbitraries.oneOf(JsonArbitraries.values(), urls()),
                        JsonArbitraries.objects().optional(0.2))
                .as((type, value, mark) -> Json.object()
                        .put("type", type)
                        .put(type, value)
                        .putIfPresent("cache_control", mark)
                        .build());
        Arbitrary<JsonValue> contents = Arbitraries.oneOf(
                JsonArbitraries.texts().map(JsonValue.Str::new),
                parts.list().ofMaxSize(3).map(list -> new JsonValue.Arr(List.copyOf(list))),
                JsonArbitraries.values());
        Arbitrary<JsonValue.Obj> messages = Combinators.combine(
                        roles, contents, calls(), JsonArbitraries.texts(), JsonArbitraries.objects())
                .as((role, content, calls, text, others) -> others.with("role", role)
                        .with("content", content)
                        .with("tool_calls", new JsonValue.Arr(List.copyOf(calls)))
                        .with("tool_call_id", JsonValue.of(text))
                        .with("reasoning_content", JsonValue.of(text)));
        return Combinators.combine(messages.list().ofMinSize(1).ofMaxSize(3), calls(), JsonArbitraries.objects())
                .as((list, tools, others) -> others.with("model", JsonValue.of("m"))
                        .with("stream", JsonValue.of(true))
                        .with("stream_options", JsonValue.Null.NULL)
                        .with("tools", new JsonValue.Arr(List.copyOf(tools)))
                        .with("messages", new JsonValue.Arr(List.copyOf(list))));
    }

    /** What image, video and file parts hold. */
    private static Arbitrary<JsonValue> urls() {
        return Arbitraries.of("https://x.test/a", "data:image/png;base64,AA", "data:;base64,AA", "AA", "")
                .map(url -> Json.object()
                        .put("url", url)
                        .put("file_data", url)
                        .put("filename", "a.txt")
                        .put("data", url)
                        .put("format", "mp3")
                        .build());
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 429, 500, 502, 503, 504, 524, 529);
    }

    @Provide
    Arbitrary<String> waits() {
        return Arbitraries.oneOf(
                JsonArbitraries.texts(),
                Arbitraries.of("1", "1.5", "-1", "99999999999999", "1e9", "1m30s", "250ms", "9999999999h", "NaN"));
    }

    @Provide
    Arbitrary<String> keys() {
        Arbitrary<String> tail =
                Arbitraries.strings().alpha().numeric().ofMinLength(20).ofMaxLength(60);
        return Combinators.combine(Arbitraries.of("sk-", "sk-proj-", "sk-ant-api03-", "Bearer ", "AIza"), tail)
                .as((head, rest) -> head + rest);
    }

    private static Arbitrary<JsonValue.Obj> chunk() {
        Arbitrary<JsonValue.Obj> deltas = Combinators.combine(
                        JsonArbitraries.texts(),
                        Arbitraries.of("content", "reasoning_content", "reasoning", "refusal", "x"),
                        calls())
                .as((text, name, calls) -> Json.object()
                        .put(name, text)
                        .put("tool_calls", calls)
                        .put("annotations", List.of(Annotations.encode(SOURCE, 0, 1)))
                        .build());
        Arbitrary<Optional<String>> reasons =
                Arbitraries.of("stop", "length", "tool_calls", "eos").optional(0.2);
        Arbitrary<String> holders = Arbitraries.of("delta", "delta", "message");
        return Combinators.combine(
                        deltas, reasons, holders, JsonArbitraries.objects().optional(0.2))
                .as((delta, reason, holder, usage) -> Json.object()
                        .put(
                                "choices",
                                List.of(Json.object()
                                        .put(holder, delta)
                                        .putIfPresent("finish_reason", reason)
                                        .build()))
                        .putIfPresent("usage", usage)
                        .build());
    }

    private static Arbitrary<List<JsonValue.Obj>> calls() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3).optional(), Arbitraries.of("", "a", "b"),
                        Arbitraries.of("", "f", "g"), JsonArbitraries.texts())
                .as((index, id, name, text) -> {
                    String type = text.length() % 2 == 0 ? "function" : "custom";
                    JsonValue called = Json.object()
                            .put("name", name)
                            .put("arguments", text)
                            .put("input", text)
                            .build();
                    return Json.object()
                            .putIfPresent("index", index)
                            .put("id", id)
                            .put("type", type)
                            .put(type, called)
                            .build();
                })
                .list()
                .ofMaxSize(3);
    }

    /** The request as an upstream would get it. */
    private byte[] again(byte[] body, Dialect dialect) throws RejectedException {
        return outbound.encodeRequest(inbound.read(WireCall.of(body)).request(), dialect)
                .request()
                .body();
    }

    private static JsonValue tool(String type) {
        return Json.object()
                .put("type", type)
                .put(type, Json.object().put("name", type).build())
                .build();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static Frame frame(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new Frame("message", bytes, bytes);
    }

    private static List<Path> recorded() throws IOException {
        return new GoldenTable("openaichat/streams").files(".sse");
    }

    private static List<StreamEvent> deltas(List<StreamEvent> events) {
        return events.stream()
                .filter(event -> event instanceof StreamEvent.TextDelta
                        || event instanceof StreamEvent.ThinkingDelta
                        || event instanceof StreamEvent.ArgumentsDelta)
                .toList();
    }
}
