package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GeminiGoldenTest {
    private static final String PATH = "/v1beta/models/gemini-x:generateContent";

    private final GeminiInbound inbound = new GeminiInbound();
    private final GeminiOutbound outbound = new GeminiOutbound();

    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return new GoldenTable("gemini/requests").tests((row, file) -> request(row));
    }

    @TestFactory
    Stream<DynamicTest> streams() throws IOException {
        return new GoldenTable("gemini/streams").tests((row, file) -> stream(row));
    }

    @TestFactory
    Stream<DynamicTest> responses() throws IOException {
        return new GoldenTable("gemini/responses").tests((row, file) -> response(row));
    }

    @TestFactory
    Stream<DynamicTest> failures() throws IOException {
        return new GoldenTable("gemini/failures").tests((row, file) -> failure(row));
    }

    private ChatRequest decoded(String path, byte[] body) throws RejectedException {
        return inbound.read(new WireCall(path, name -> Optional.empty(), body)).request();
    }

    private JsonValue request(JsonValue.Obj row) throws JsonSyntaxException {
        try {
            String path = row.string("path", PATH);
            ChatRequest decoded = decoded(path, Json.bytes(row.get("request")));
            Encoded encoded = outbound.encodeRequest(decoded, dialect(row));
            byte[] body = encoded.request().body();
            byte[] again = outbound.encodeRequest(decoded(path, body), dialect(row))
                    .request()
                    .body();
            assertThat(new String(again, StandardCharsets.UTF_8)).isEqualTo(new String(body, StandardCharsets.UTF_8));
            ObjectBuilder told =
                    Json.object().put("path", encoded.request().path()).put("messages", texts(decoded.messages()));
            decoded.extensions().ifPresent(extensions -> told.put("extensions", extensions.fields()));
            if (!encoded.losses().isEmpty()) {
                told.put("losses", texts(encoded.losses()));
            }
            return told.put("encoded", Json.parse(body)).build();
        } catch (RejectedException e) {
            return Json.object().put("rejected", e.failure().toString()).build();
        }
    }

    private static Dialect dialect(JsonValue.Obj row) {
        EnumSet<Dialect.Quirk> quirks = EnumSet.noneOf(Dialect.Quirk.class);
        row.list("dialect").forEach(quirk -> quirks.add(Dialect.Quirk.valueOf(((JsonValue.Str) quirk).value())));
        return new Dialect(quirks);
    }

    private JsonValue stream(JsonValue.Obj row) throws FrameTooLongException {
        List<StreamEvent> events = GeminiStreams.events(sse(row));
        byte[] encoded = GeminiStreams.encoded(events, false);
        boolean sourcesMove = row.bool("sourcesMove").orElse(false);
        assertThat(GeminiStreams.told(GeminiStreams.events(encoded)).equals(GeminiStreams.told(events)))
                .as("the encoded stream tells the same answer, unless sources move to the text before")
                .isNotEqualTo(sourcesMove);
        return Json.object()
                .put("events", texts(events))
                .put(
                        "encoded",
                        JsonValue.Arr.ofStrings(new String(encoded, StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isEmpty())
                                .map(line -> line.replaceFirst("^data: ", ""))
                                .toList()))
                .build();
    }

    /** The row's chunks as server-sent events: an object is one event's data, a text is sent as it is. */
    private static byte[] sse(JsonValue.Obj row) {
        StringBuilder sse = new StringBuilder();
        for (JsonValue item : row.list("chunks")) {
            sse.append(item instanceof JsonValue.Str(String raw) ? raw : "data: " + Json.text(item) + "\n\n");
        }
        return sse.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonValue response(JsonValue.Obj row) throws JsonSyntaxException {
        List<StreamEvent> events =
                GeminiStreams.checked(outbound.decodeResponse(Json.bytes(row.get("body")), Dialect.PLAIN));
        ObjectBuilder told = Json.object().put("events", texts(events));
        if (GeminiStreams.answer(events) instanceof ChatClient.Answer.Complete complete) {
            byte[] body = GeminiResponseEncoder.encode(complete.response());
            told.put("encoded", Json.parse(body));
            assertThat(GeminiStreams.told(outbound.decodeResponse(body, Dialect.PLAIN)))
                    .isEqualTo(GeminiStreams.told(events));
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
        ObjectBuilder told = Json.object();
        new TreeMap<>(error.headers()).forEach(told::put);
        return Json.object()
                .put("failure", failure.toString())
                .put("status", error.status())
                .put("headers", told.build())
                .put("body", Json.parse(error.body()))
                .build();
    }

    private static JsonValue texts(List<?> items) {
        return JsonValue.Arr.ofStrings(items.stream().map(Object::toString).toList());
    }
}
