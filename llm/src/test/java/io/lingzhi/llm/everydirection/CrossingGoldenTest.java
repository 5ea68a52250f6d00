package io.lingzhi.llm.everydirection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a client of one protocol says to an upstream of another, and what it is told by it. A row names both ends; its
 * file is called after them, the speaker first.
 */
class CrossingGoldenTest {
    private static final List<String> ECHOED =
            List.of("id", "status", "model", "output", "incomplete_details", "usage");

    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return new GoldenTable("crossing/requests").tests((row, file) -> request(row));
    }

    /** Rows with a stream and the same answer whole hold only if a client is told the same by both. */
    @TestFactory
    Stream<DynamicTest> answers() throws IOException {
        return new GoldenTable("crossing/answers").tests((row, file) -> answer(row));
    }

    private static JsonValue request(JsonValue.Obj row) throws JsonSyntaxException {
        try {
            Asked asked = client(row).ask(Json.text(row.get("request")));
            Encoded encoded = upstream(row).outbound().encodeRequest(asked.request(), dialect(row));
            ObjectBuilder told =
                    Json.object().put("encoded", Json.parse(encoded.request().body()));
            if (!encoded.losses().isEmpty()) {
                told.put(
                        "losses",
                        JsonValue.Arr.ofStrings(encoded.losses().stream()
                                .map(loss -> loss.path() + ": " + loss.reason())
                                .toList()));
            }
            return told.build();
        } catch (RejectedException e) {
            return Json.object().put("rejected", e.failure().toString()).build();
        }
    }

    private static JsonValue answer(JsonValue.Obj row)
            throws RejectedException, FrameTooLongException, JsonSyntaxException {
        Ends.Client client = client(row);
        Asked asked = client.ask(
                row.has("request")
                        ? Json.text(row.get("request"))
                        : client.turns().body(0));
        ObjectBuilder told = Json.object();
        List<JsonValue> wholes = new ArrayList<>();
        if (row.has("chunks")) {
            List<StreamEvent> events = restored(
                    row,
                    asked,
                    StreamRuns.decode(
                            upstream(row).outbound().newStreamDecoder(dialect(row)),
                            StreamRuns.frames(sse(row), 1 << 20)));
            told.put("streamed", lines(StreamRuns.encode(asked.newStreamEncoder(), events)));
            wholes.add(whole(asked, events));
        }
        for (JsonValue body : row.list("bodies")) {
            List<StreamEvent> events = upstream(row).outbound().decodeResponse(Json.bytes(body), dialect(row));
            wholes.add(whole(asked, restored(row, asked, StreamRuns.checked(events))));
        }
        if (row.has("chunks") && row.has("bodies")) {
            assertThat(wholes.get(1)).isEqualTo(wholes.getFirst());
        }
        return told.put("whole", wholes.stream().distinct().toList()).build();
    }

    /** The upstream's answer with the names that the client's tools have. */
    private static List<StreamEvent> restored(JsonValue.Obj row, Asked asked, List<StreamEvent> events)
            throws RejectedException {
        return upstream(row)
                .outbound()
                .encodeRequest(asked.request(), dialect(row))
                .renames()
                .undone(events);
    }

    private static JsonValue whole(Asked asked, List<StreamEvent> events) throws JsonSyntaxException {
        return switch (StreamRuns.answer(events)) {
            case ChatClient.Answer.Complete(ChatResponse response) ->
                shortened(Json.parseObject(asked.encodeResponse(response)));
            case ChatClient.Answer.Failed(var failure) -> JsonValue.of(failure.toString());
        };
    }

    /** The row's chunks as server-sent events: an object is one event's data, a text is sent as it is. */
    private static byte[] sse(JsonValue.Obj row) {
        StringBuilder sse = new StringBuilder();
        for (JsonValue item : row.list("chunks")) {
            if (item instanceof JsonValue.Obj data) {
                data.string("type")
                        .ifPresent(type -> sse.append("event: ").append(type).append('\n'));
                sse.append("data: ").append(Json.text(data)).append("\n\n");
            } else if (item instanceof JsonValue.Str(String raw)) {
                sse.append(raw);
            }
        }
        return sse.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What stands on the wire, without the names of events, which their data repeats. */
    private static List<JsonValue> lines(byte[] sse) throws JsonSyntaxException {
        List<JsonValue> lines = new ArrayList<>();
        for (String line : new String(sse, StandardCharsets.UTF_8).lines().toList()) {
            String data = line.replaceFirst("^data: ", "");
            if (data.startsWith("{")) {
                JsonValue.Obj event = Json.parseObject(data.getBytes(StandardCharsets.UTF_8));
                lines.add(
                        event.get("response") instanceof JsonValue.Obj response
                                ? event.with("response", shortened(response))
                                : event);
            } else if (!data.isEmpty() && !data.startsWith("event: ")) {
                lines.add(JsonValue.of(data));
            }
        }
        return lines;
    }

    /** A response without what only repeats its request. */
    private static JsonValue.Obj shortened(JsonValue.Obj response) {
        if (!response.string("object", "").equals("response")) {
            return response;
        }
        ObjectBuilder told = Json.object();
        ECHOED.stream().filter(response::has).forEach(name -> told.put(name, response.get(name)));
        return told.build();
    }

    private static Ends.Client client(JsonValue.Obj row) {
        return Ends.clients().stream()
                .filter(client -> client.name().equals(row.string("client", "")))
                .findFirst()
                .orElseThrow();
    }

    private static Ends.Upstream upstream(JsonValue.Obj row) {
        return Ends.upstreams().stream()
                .filter(upstream -> upstream.name().equals(row.string("upstream", "")))
                .findFirst()
                .orElseThrow();
    }

    private static Dialect dialect(JsonValue.Obj row) {
        EnumSet<Dialect.Quirk> quirks = EnumSet.noneOf(Dialect.Quirk.class);
        row.list("dialect").forEach(quirk -> quirks.add(Dialect.Quirk.valueOf(((JsonValue.Str) quirk).value())));
        return new Dialect(quirks);
    }
}
