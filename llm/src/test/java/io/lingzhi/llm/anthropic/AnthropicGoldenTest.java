package io.lingzhi.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AnthropicGoldenTest {
    private final AnthropicInbound inbound = new AnthropicInbound();
    private final AnthropicOutbound outbound = new AnthropicOutbound();

    /** Client's bytes to the vocabulary, and from there to an upstream's bytes. */
    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return new GoldenTable("anthropic/requests").tests((row, file) -> request(row));
    }

    /** Requests as other protocols' clients make them, to an upstream's bytes. */
    @TestFactory
    Stream<DynamicTest> neutral() throws IOException {
        return new GoldenTable("anthropic/neutral").tests((row, file) -> {
            String name = file.getFileName().toString().replace(".json", "");
            return encoded(NeutralRequests.named(name), dialect(row)).build();
        });
    }

    @TestFactory
    Stream<DynamicTest> streams() throws IOException {
        return new GoldenTable("anthropic/streams").tests((row, file) -> stream(Streams.sse(file)));
    }

    /** Answers of other protocols' upstreams, to a client's bytes. */
    @TestFactory
    Stream<DynamicTest> answers() throws IOException {
        return new GoldenTable("anthropic/answers").tests((row, file) -> {
            String name = file.getFileName().toString().replace(".json", "");
            List<StreamEvent> events = NeutralAnswers.named(name);
            Streams.requireGrammar(events);
            return told(events).build();
        });
    }

    @TestFactory
    Stream<DynamicTest> responses() throws IOException {
        return new GoldenTable("anthropic/responses").tests((row, file) -> response(row));
    }

    @TestFactory
    Stream<DynamicTest> failures() throws IOException {
        return new GoldenTable("anthropic/failures").tests((row, file) -> failure(row));
    }

    private JsonValue request(JsonValue.Obj row) throws JsonSyntaxException {
        try {
            byte[] body = Json.bytes(row.get("request"));
            Asked asked = inbound.read(WireCall.of(body));
            ChatRequest decoded = asked.request();
            assertThat(asked.peek().model()).isEqualTo(decoded.model());
            assertThat(asked.peek().stream()).isEqualTo(decoded.stream());
            ObjectBuilder told = Json.object().put("decoded", JsonValue.Arr.ofStrings(lines(decoded)));
            encoded(decoded, dialect(row)).build().members().forEach(told::put);
            return told.build();
        } catch (RejectedException e) {
            return Json.object().put("rejected", e.failure().toString()).build();
        }
    }

    private ObjectBuilder encoded(ChatRequest request, Dialect dialect) throws JsonSyntaxException, RejectedException {
        Encoded encoded = outbound.encodeRequest(request, dialect);
        byte[] body = encoded.request().body();
        assertStable(body, dialect);
        ObjectBuilder headers = Json.object();
        new TreeMap<>(encoded.request().headers()).forEach(headers::put);
        return Json.object()
                .put("headers", headers.build())
                .put("encoded", Json.parse(body))
                .put(
                        "losses",
                        JsonValue.Arr.ofStrings(encoded.losses().stream()
                                .map(loss -> loss.path() + ": " + loss.reason())
                                .toList()));
    }

    /** What was sent says nothing that gets lost when it is read and sent again. */
    private void assertStable(byte[] body, Dialect dialect) throws RejectedException {
        ChatRequest read = inbound.read(WireCall.of(body)).request();
        Encoded again = outbound.encodeRequest(read, dialect);
        assertThat(new String(again.request().body(), StandardCharsets.UTF_8))
                .isEqualTo(new String(body, StandardCharsets.UTF_8));
        assertThat(again.losses()).extracting(Loss::path).allMatch(path -> path.equals("reasoning"));
    }

    private static List<String> lines(ChatRequest request) {
        List<String> lines = new ArrayList<>();
        for (Message message : request.messages()) {
            lines.add(message.role().toString());
            for (Part part : message.parts()) {
                lines.add("  " + part);
            }
        }
        for (Tool tool : request.tools()) {
            lines.add(tool.toString());
        }
        ChatRequest plain = ChatRequest.of(request.model(), List.of(), request.stream());
        addUnlessEqual(lines, request.toolChoice(), plain.toolChoice());
        addUnlessEqual(lines, request.sampling(), plain.sampling());
        addUnlessEqual(lines, request.reasoning(), plain.reasoning());
        addUnlessEqual(lines, request.responseFormat(), plain.responseFormat());
        addUnlessEqual(lines, request.handling(), plain.handling());
        addUnlessEqual(lines, request.extensions(), plain.extensions());
        return lines;
    }

    private static void addUnlessEqual(List<String> lines, Object value, Object usual) {
        if (!value.equals(usual)) {
            lines.add(value.toString());
        }
    }

    private static Dialect dialect(JsonValue.Obj row) {
        EnumSet<Dialect.Quirk> quirks = EnumSet.noneOf(Dialect.Quirk.class);
        row.list("dialect").forEach(quirk -> quirks.add(Dialect.Quirk.valueOf(((JsonValue.Str) quirk).value())));
        return new Dialect(quirks);
    }

    private static JsonValue stream(byte[] sse) throws FrameTooLongException, JsonSyntaxException {
        List<StreamEvent> events = Streams.events(sse);
        ObjectBuilder told = told(events);
        assertThat(comparable(Streams.events(Streams.encode(events))))
                .as("the encoded stream tells the same answer")
                .isEqualTo(comparable(events));
        return told.build();
    }

    /**
     * The answer in a form to compare: how it failed does not count, nor do an id or a usage that had to be made up.
     */
    private static String comparable(List<StreamEvent> events) {
        return switch (Streams.answer(events)) {
            case ChatClient.Answer.Failed ignored -> "failed";
            case ChatClient.Answer.Complete(var response) ->
                String.join(
                        "\n",
                        response.id().isEmpty() ? "msg_lingzhi" : response.id(),
                        response.model(),
                        response.parts().stream()
                                .filter(part -> !part.equals(new Part.Text("")))
                                .toList()
                                .toString(),
                        response.finishReason().toString(),
                        response.stopSequence().toString(),
                        response.usage().orElse(Usage.NONE).toString());
        };
    }

    private static ObjectBuilder told(List<StreamEvent> events) throws JsonSyntaxException {
        ObjectBuilder told = Json.object()
                .put(
                        "events",
                        JsonValue.Arr.ofStrings(
                                events.stream().map(StreamEvent::toString).toList()))
                .put(
                        "encoded",
                        JsonValue.Arr.ofStrings(new String(Streams.encode(events), StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isEmpty() && !line.startsWith("event: "))
                                .map(line -> line.replaceFirst("^data: ", ""))
                                .toList()));
        if (Streams.answer(events) instanceof ChatClient.Answer.Complete(var response)) {
            told.put("whole", Json.parse(ResponseEncoder.encode(response)));
        }
        return told;
    }

    private JsonValue response(JsonValue.Obj row) throws JsonSyntaxException {
        List<StreamEvent> events = outbound.decodeResponse(Json.bytes(row.get("body")), Dialect.PLAIN);
        Streams.requireGrammar(events);
        return told(events).build();
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
}
