package io.lingzhi.llm.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonArbitraries;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResponsesPropertyTest {
    private final ResponsesOutbound outbound = new ResponsesOutbound();

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
    void aStreamCutAtAnyByteFinishesOnlyWithItsTerminalEventAndAllItsText() throws IOException, FrameTooLongException {
        for (Path file : recorded()) {
            byte[] sse = Files.readAllBytes(file);
            List<String> whole = deltas(Streams.events(sse));
            for (int cut = 0; cut < sse.length; cut += cut < sse.length - 200 ? 3 : 1) {
                List<StreamEvent> events = Streams.events(Arrays.copyOf(sse, cut));
                if (events.getLast() instanceof StreamEvent.Finished) {
                    assertThat(new String(sse, 0, cut, StandardCharsets.UTF_8))
                            .as("%s cut at %s", file, cut)
                            .containsPattern("\"type\":\"response\\.(completed|incomplete|done)\"");
                    assertThat(deltas(events)).as("%s cut at %s", file, cut).isEqualTo(whole);
                }
            }
        }
    }

    @Property(tries = 500, seed = "20261122")
    void arbitraryFramesObeyTheGrammar(@ForAll("frames") List<Frame> frames) {
        assertThat(Streams.decode(frames)).isNotEmpty();
    }

    @Property(tries = 300, seed = "20261122")
    void arbitraryBytesObeyTheGrammar(@ForAll byte[] bytes) throws FrameTooLongException {
        assertThat(Streams.events(bytes)).isNotEmpty();
    }

    @Property(tries = 300, seed = "20261122")
    void arbitraryWholeAnswersObeyTheGrammar(@ForAll("answers") JsonValue body) {
        assertThat(StreamRuns.checked(outbound.decodeResponse(Json.bytes(body), Dialect.PLAIN)))
                .isNotEmpty();
    }

    @Property(tries = 500, seed = "20261122")
    void whatIsDecodedIsEncodedAndToldAgain(@ForAll("frames") List<Frame> frames)
            throws FrameTooLongException, JsonSyntaxException, RejectedException {
        List<StreamEvent> events = Streams.decode(frames);
        byte[] encoded = Streams.encode(Streams.asked(Streams.QUESTION), events);
        List<JsonValue.Obj> sent = Streams.sent(encoded);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i).integer("sequence_number")).contains((long) i);
        }
        boolean failed = events.getLast() instanceof StreamEvent.Failed;
        StreamEvent last = Streams.events(encoded).getLast();
        assertThat(last instanceof StreamEvent.Failed).isEqualTo(failed);
    }

    @Property(tries = 500, seed = "20261122")
    void arbitraryRequestsAreReadOrRefusedAndStable(@ForAll("requests") JsonValue.Obj body) throws JsonSyntaxException {
        try {
            byte[] once = encoded(body);
            byte[] twice = encoded(Json.parseObject(once));
            assertThat(new String(twice, StandardCharsets.UTF_8)).isEqualTo(new String(once, StandardCharsets.UTF_8));
        } catch (RejectedException e) {
            assertThat(e.failure()).isInstanceOf(Failure.InvalidRequest.class);
        }
    }

    @Property(tries = 200, seed = "20261122")
    void freeTextIsTheSameHoweverItsArgumentsAreCut(
            @ForAll("freeTexts") String text, @ForAll("cuts") int step, @ForAll("blanks") String blank) {
        String arguments =
                FreeText.asArguments(text).replaceFirst("\\{", "{" + blank).replaceFirst(":", ":" + blank);
        FreeTextStream stream = new FreeTextStream();
        StringBuilder told = new StringBuilder();
        for (int at = 0; at < arguments.length(); at += step) {
            told.append(stream.accept(arguments.substring(at, Math.min(arguments.length(), at + step))));
        }
        assertThat(told.append(stream.end()).toString()).isEqualTo(text);
        assertThat(FreeText.of(arguments)).isEqualTo(text);
    }

    @Property(tries = 200, seed = "20261122")
    void textThatIsNotWrappedIsItself(@ForAll("freeTexts") String text, @ForAll("cuts") int step) {
        String plain = "*" + text;
        FreeTextStream stream = new FreeTextStream();
        StringBuilder told = new StringBuilder();
        for (int at = 0; at < plain.length(); at += step) {
            told.append(stream.accept(plain.substring(at, Math.min(plain.length(), at + step))));
        }
        assertThat(told.append(stream.end()).toString()).isEqualTo(plain);
    }

    @Property(tries = 200, seed = "20261122")
    void arbitraryErrorsHaveAMeaning(@ForAll("statuses") int status, @ForAll byte[] body) throws RejectedException {
        Failure failure = outbound.decodeFailure(status, Map.of("retry-after", "3"), body);
        assertThat(new ResponsesInbound(() -> "new").encodeFailure(failure).status())
                .isBetween(400, 599);
        assertThat(failure.message().length()).isLessThan(3000);
    }

    private byte[] encoded(JsonValue.Obj body) throws RejectedException {
        Asked asked = Streams.asked(body);
        ChatRequest request = asked.request();
        return outbound.encodeRequest(request, Dialect.PLAIN).request().body();
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        Arbitrary<String> data = Arbitraries.oneOf(
                events().map(Json::text),
                events().map(Json::text),
                events().map(Json::text),
                JsonArbitraries.objects().map(Json::text),
                Arbitraries.of("[DONE]", "", "{\"type\":\"response.completed\",\"response\":{}}"));
        return data.map(ResponsesPropertyTest::frame).list().ofMaxSize(14);
    }

    @Provide
    Arbitrary<JsonValue> answers() {
        Arbitrary<JsonValue> whole = items().list()
                .ofMaxSize(4)
                .map(items -> Json.object()
                        .put("status", "completed")
                        .put("output", items)
                        .build());
        return Arbitraries.oneOf(whole, JsonArbitraries.values());
    }

    @Provide
    Arbitrary<JsonValue.Obj> requests() {
        Arbitrary<JsonValue.Obj> messages = Combinators.combine(
                        Arbitraries.of("system", "user", "assistant", "developer"),
                        parts().list().ofMaxSize(3))
                .as((role, parts) ->
                        Json.object().put("role", role).put("content", parts).build());
        Arbitrary<JsonValue> inputItems = Arbitraries.oneOf(
                messages.map(item -> (JsonValue) item),
                items().map(item -> (JsonValue) item),
                JsonArbitraries.values());
        Arbitrary<List<JsonValue.Obj>> tools = items().list().ofMaxSize(3);
        return Combinators.combine(inputItems.list().ofMaxSize(4), tools, JsonArbitraries.objects())
                .as((input, list, others) -> others.with("model", JsonValue.of("m"))
                        .with("tools", new JsonValue.Arr(List.copyOf(list)))
                        .with("input", new JsonValue.Arr(input)));
    }

    @Provide
    Arbitrary<String> freeTexts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab\"\\\n\t{}:é漢\u0001/").ofMaxLength(30), Arbitraries.of("", "😀"));
    }

    @Provide
    Arbitrary<Integer> cuts() {
        return Arbitraries.integers().between(1, 9);
    }

    @Provide
    Arbitrary<String> blanks() {
        return Arbitraries.of("", " ", "\n  ");
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 429, 500, 502, 503, 504, 524, 529);
    }

    private static Arbitrary<JsonValue.Obj> parts() {
        return Combinators.combine(
                        Arbitraries.of("input_text", "output_text", "refusal", "input_image", "input_file", "x"),
                        JsonArbitraries.texts())
                .as((type, text) -> Json.object()
                        .put("type", type)
                        .put("text", text)
                        .put("refusal", text)
                        .put("image_url", text)
                        .put("file_data", text)
                        .build());
    }

    private static Arbitrary<JsonValue.Obj> items() {
        return Combinators.combine(
                        Arbitraries.of(
                                "message",
                                "reasoning",
                                "function_call",
                                "function",
                                "custom",
                                "namespace",
                                "custom_tool_call",
                                "function_call_output",
                                "web_search_call"),
                        Arbitraries.of("", "i1", "i2"),
                        Arbitraries.of("f", "c"),
                        JsonArbitraries.texts(),
                        parts().list().ofMaxSize(2))
                .as((type, id, name, text, parts) -> Json.object()
                        .put("type", type)
                        .put("id", id)
                        .put("role", "assistant")
                        .put("call_id", text)
                        .put("name", name)
                        .put("arguments", text)
                        .put("input", text)
                        .put("output", text)
                        .put("encrypted_content", id)
                        .put("content", parts)
                        .put("summary", parts)
                        .build());
    }

    private static Arbitrary<JsonValue.Obj> events() {
        Arbitrary<String> types = Arbitraries.of(
                "output_item.added",
                "output_item.added",
                "output_item.done",
                "content_part.added",
                "output_text.delta",
                "output_text.done",
                "output_text.annotation.added",
                "refusal.delta",
                "refusal.done",
                "reasoning_summary_text.delta",
                "reasoning_summary_text.done",
                "reasoning_text.delta",
                "function_call_arguments.delta",
                "function_call_arguments.done",
                "custom_tool_call_input.delta",
                "custom_tool_call_input.done",
                "web_search_call.searching",
                "created",
                "completed");
        Arbitrary<JsonValue.Obj> places = Combinators.combine(
                        Arbitraries.integers().between(0, 2).optional(),
                        Arbitraries.of("i1", "i2", "i9").optional(),
                        Arbitraries.integers().between(0, 1))
                .as((output, id, index) -> Json.object()
                        .putIfPresent("output_index", output)
                        .putIfPresent("item_id", id)
                        .put("content_index", index)
                        .put("summary_index", index)
                        .build());
        return Combinators.combine(
                        types,
                        places,
                        items(),
                        JsonArbitraries.texts(),
                        items().list().ofMaxSize(2))
                .as((type, place, item, text, output) -> place.with("type", JsonValue.of("response." + type))
                        .with("item", item)
                        .with("part", item)
                        .with("delta", JsonValue.of(text))
                        .with("text", JsonValue.of(text))
                        .with("arguments", JsonValue.of(text))
                        .with("annotation", JsonValue.Obj.EMPTY.with("url", JsonValue.of(text)))
                        .with(
                                "response",
                                Json.object()
                                        .put("id", "r")
                                        .put("output", output)
                                        .build()));
    }

    private static Frame frame(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new Frame("message", bytes, bytes);
    }

    private static List<Path> recorded() throws IOException {
        return new GoldenTable("openairesponses/streams").files(".sse");
    }

    private static List<String> deltas(List<StreamEvent> events) {
        return events.stream()
                .filter(event -> event instanceof StreamEvent.TextDelta
                        || event instanceof StreamEvent.ThinkingDelta
                        || event instanceof StreamEvent.ArgumentsDelta)
                .map(StreamEvent::toString)
                .toList();
    }
}
