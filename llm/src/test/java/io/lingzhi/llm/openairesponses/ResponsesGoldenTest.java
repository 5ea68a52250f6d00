package io.lingzhi.llm.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.Part;
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
import io.lingzhi.llm.protocol.WireError;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ResponsesGoldenTest {
    private static final JsonValue QUESTION =
            Json.object().put("model", "asked").put("input", "?").build();

    private final ResponsesOutbound outbound = new ResponsesOutbound();

    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return new GoldenTable("openairesponses/requests").tests((row, file) -> request(row));
    }

    @TestFactory
    Stream<DynamicTest> streams() throws IOException {
        return new GoldenTable("openairesponses/streams").tests((row, file) -> stream(row, StreamRuns.sse(file)));
    }

    @TestFactory
    Stream<DynamicTest> responses() throws IOException {
        return new GoldenTable("openairesponses/responses").tests((row, file) -> response(row));
    }

    @TestFactory
    Stream<DynamicTest> failures() throws IOException {
        return new GoldenTable("openairesponses/failures").tests((row, file) -> failure(row));
    }

    private JsonValue request(JsonValue.Obj row) throws JsonSyntaxException {
        try {
            Asked asked = Streams.asked(row.get("request"));
            ChatRequest decoded = asked.request();
            Encoded encoded = outbound.encodeRequest(decoded, Dialect.PLAIN);
            assertThat(asked.peek().model()).isEqualTo(decoded.model());
            assertThat(asked.peek().stream()).isEqualTo(decoded.stream());
            assertStable(encoded.request().body());
            return Json.object()
                    .put("messages", texts(decoded.messages()))
                    .put("encoded", Json.parse(encoded.request().body()))
                    .put(
                            "losses",
                            texts(encoded.losses().stream().map(Loss::path).toList()))
                    .build();
        } catch (RejectedException e) {
            return Json.object().put("rejected", e.failure().toString()).build();
        }
    }

    private void assertStable(byte[] encoded) throws RejectedException, JsonSyntaxException {
        ChatRequest again = Streams.asked(Json.parse(encoded)).request();
        byte[] body = outbound.encodeRequest(again, Dialect.PLAIN).request().body();
        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(new String(encoded, StandardCharsets.UTF_8));
    }

    private static JsonValue stream(JsonValue.Obj row, byte[] sse)
            throws FrameTooLongException, JsonSyntaxException, RejectedException {
        List<StreamEvent> events = Streams.events(sse);
        Asked asked = Streams.asked(row.has("request") ? row.get("request") : QUESTION);
        byte[] encoded = Streams.encode(asked, events);
        List<JsonValue.Obj> sent = Streams.sent(encoded);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i).integer("sequence_number")).contains((long) i);
        }
        if (StreamRuns.answer(events) instanceof ChatClient.Answer.Complete(ChatResponse told)) {
            assertSameAnswer(asked, told, Streams.events(encoded), sent.getLast());
        }
        return Json.object()
                .put("events", texts(events))
                .put(
                        "encoded",
                        sent.stream().map(ResponsesGoldenTest::shortened).toList())
                .build();
    }

    /** The encoded stream tells the same parts again, and its last event holds what a whole answer would. */
    private static void assertSameAnswer(Asked asked, ChatResponse told, List<StreamEvent> again, JsonValue.Obj last)
            throws JsonSyntaxException {
        if (StreamRuns.answer(again) instanceof ChatClient.Answer.Complete(ChatResponse retold)) {
            assertThat(kinds(retold)).isEqualTo(kinds(told));
            assertThat(retold.text()).isEqualTo(told.text());
            assertThat(retold.finishReason()).isEqualTo(told.finishReason());
        } else {
            throw new AssertionError("the encoded stream does not end well: " + again);
        }
        assertThat(Json.parse(asked.encodeResponse(told))).isEqualTo(last.get("response"));
    }

    private static List<String> kinds(ChatResponse response) {
        return response.parts().stream()
                .map(Part::getClass)
                .map(Class::getSimpleName)
                .toList();
    }

    /** The event without the response of the first two, which only repeats the request. */
    private static JsonValue shortened(JsonValue.Obj event) {
        return event.string("type", "").equals("response.in_progress")
                ? event.with("response", JsonValue.of("..."))
                : event;
    }

    private JsonValue response(JsonValue.Obj row) throws JsonSyntaxException, RejectedException {
        List<StreamEvent> events =
                StreamRuns.checked(outbound.decodeResponse(Json.bytes(row.get("body")), Dialect.PLAIN));
        var told = Json.object().put("events", texts(events));
        Asked asked = Streams.asked(row.has("request") ? row.get("request") : QUESTION);
        if (StreamRuns.answer(events) instanceof ChatClient.Answer.Complete complete) {
            told.put("encoded", Json.parse(asked.encodeResponse(complete.response())));
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
        WireError error = new ResponsesInbound(() -> "new").encodeFailure(failure);
        var told = Json.object();
        new TreeMap<>(error.headers()).forEach(told::put);
        return Json.object()
                .put("failure", failure.toString())
                .put("status", error.status())
                .put("headers", told.build())
                .put("body", Json.parse(error.body()))
                .build();
    }

    private static JsonValue texts(List<?> values) {
        return JsonValue.Arr.ofStrings(values.stream().map(Object::toString).toList());
    }
}
