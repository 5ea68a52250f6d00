package io.lingzhi.llm.openaichat;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ChatGoldenTest {
    private final ChatInbound inbound = new ChatInbound();
    private final ChatOutbound outbound = new ChatOutbound();

    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return new GoldenTable("openaichat/requests").tests((row, file) -> request(row));
    }

    @TestFactory
    Stream<DynamicTest> neutralRequests() throws IOException {
        return new GoldenTable("openaichat/neutral").tests((row, file) -> neutral(row));
    }

    @TestFactory
    Stream<DynamicTest> answers() throws IOException {
        return new GoldenTable("openaichat/answers").tests((row, file) -> answer(row));
    }

    @TestFactory
    Stream<DynamicTest> streams() throws IOException {
        return new GoldenTable("openaichat/streams").tests((row, file) -> stream(StreamRuns.sse(file)));
    }

    @TestFactory
    Stream<DynamicTest> responses() throws IOException {
        return new GoldenTable("openaichat/responses").tests((row, file) -> response(row));
    }

    @TestFactory
    Stream<DynamicTest> failures() throws IOException {
        return new GoldenTable("openaichat/failures").tests((row, file) -> failure(row));
    }

    private JsonValue request(JsonValue.Obj row) throws JsonSyntaxException {
        try {
            byte[] body = Json.bytes(row.get("request"));
            Dialect dialect = dialect(row);
            Asked asked = inbound.read(WireCall.of(body));
            Encoded encoded = outbound.encodeRequest(asked.request(), dialect);
            assertThat(asked.peek().model()).isEqualTo(asked.request().model());
            assertThat(asked.peek().stream()).isEqualTo(asked.request().stream());
            assertStable(encoded.request().body(), dialect);
            return told(encoded);
        } catch (RejectedException e) {
            return Json.object().put("rejected", e.failure().toString()).build();
        }
    }

    private JsonValue neutral(JsonValue.Obj row) throws JsonSyntaxException {
        return told(outbound.encodeRequest(
                NeutralRequests.named(row.string("neutral").orElseThrow()), dialect(row)));
    }

    /** An answer as the client of this request sees it, streamed and whole. */
    private JsonValue answer(JsonValue.Obj row) throws Exception {
        List<StreamEvent> events = NeutralAnswers.named(row.string("answer").orElseThrow());
        Asked asked = inbound.read(WireCall.of(Json.bytes(row.get("request"))));
        assertThat(asked.request().model()).isEqualTo(asked.peek().model());
        var whole = (ChatClient.Answer.Complete) StreamRuns.answer(events);
        return Json.object()
                .put("streamed", lines(StreamRuns.encode(asked.newStreamEncoder(), events)))
                .put("whole", Json.parse(asked.encodeResponse(whole.response())))
                .build();
    }

    private static JsonValue lines(byte[] sse) {
        return JsonValue.Arr.ofStrings(new String(sse, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceFirst("^data: ", ""))
                .toList());
    }

    private static JsonValue told(Encoded encoded) throws JsonSyntaxException {
        var told = Json.object().put("encoded", Json.parse(encoded.request().body()));
        if (!encoded.losses().isEmpty()) {
            told.put(
                    "losses",
                    JsonValue.Arr.ofStrings(encoded.losses().stream()
                            .map(loss -> loss.path() + ": " + loss.reason())
                            .toList()));
        }
        return told.build();
    }

    private void assertStable(byte[] encoded, Dialect dialect) throws RejectedException {
        byte[] again = outbound.encodeRequest(inbound.read(WireCall.of(encoded)).request(), dialect)
                .request()
                .body();
        assertThat(new String(again, StandardCharsets.UTF_8)).isEqualTo(new String(encoded, StandardCharsets.UTF_8));
    }

    private static Dialect dialect(JsonValue.Obj row) {
        EnumSet<Dialect.Quirk> quirks = EnumSet.noneOf(Dialect.Quirk.class);
        row.list("dialect").forEach(quirk -> quirks.add(Dialect.Quirk.valueOf(((JsonValue.Str) quirk).value())));
        return new Dialect(quirks);
    }

    private JsonValue stream(byte[] sse) throws FrameTooLongException {
        List<StreamEvent> events = Streams.events(sse);
        byte[] encoded = StreamRuns.encode(new ChatStreamEncoder(true, Set.of()), events);
        assertThat(Streams.told(Streams.events(encoded)))
                .as("the encoded stream tells the same answer")
                .isEqualTo(Streams.told(events));
        return Json.object()
                .put("events", texts(events))
                .put("encoded", lines(encoded))
                .build();
    }

    private JsonValue response(JsonValue.Obj row) throws JsonSyntaxException {
        List<StreamEvent> events = outbound.decodeResponse(Json.bytes(row.get("body")), Dialect.PLAIN);
        var told = Json.object().put("events", texts(events));
        if (StreamRuns.answer(events) instanceof ChatClient.Answer.Complete complete) {
            told.put("encoded", Json.parse(ChatResponseEncoder.encode(complete.response(), Set.of())));
        }
        return told.build();
    }

    private JsonValue failure(JsonValue.Obj row) throws JsonSyntaxException {
        Map<String, String> headers = new LinkedHashMap<>();
        row.object("headers").members().forEach((name, value) -> headers.put(name, ((JsonValue.Str) value).value()));
        byte[] body = row.string("text")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> Json.bytes(row.get("body")));
        Failure failure =
                outbound.decodeFailure(row.integer("status").orElseThrow().intValue(), headers, body);
        WireError error = inbound.encodeFailure(failure);
        var told = Json.object();
        new TreeMap<>(error.headers()).forEach(told::put);
        return Json.object()
                .put("failure", failure.toString())
                .put("status", error.status())
                .put("headers", told.build())
                .put("body", Json.parse(error.body()))
                .build();
    }

    private static JsonValue texts(List<StreamEvent> events) {
        return JsonValue.Arr.ofStrings(
                events.stream().map(StreamEvent::toString).toList());
    }
}
