package io.lingzhi.llm.everydirection;

import io.lingzhi.llm.ChatClient;
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
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What crosses from one protocol to another, as bytes at both ends: each row names a client and an upstream. Rows of
 * {@code requests} show what the upstream is asked, rows of {@code answers} what the client is told.
 */
class CrossingTest {
    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return new GoldenTable("crossing/requests").tests((row, file) -> request(row));
    }

    @TestFactory
    Stream<DynamicTest> answers() throws IOException {
        return new GoldenTable("crossing/answers").tests((row, file) -> answer(row));
    }

    private static JsonValue request(JsonValue.Obj row) throws JsonSyntaxException {
        try {
            Encoded encoded = upstream(row).outbound().encodeRequest(asked(row).request(), dialect(row));
            ObjectBuilder told =
                    Json.object().put("body", Json.parse(encoded.request().body()));
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
        Asked asked = asked(row);
        return row.has("body") ? whole(row, asked) : streamed(row, asked);
    }

    private static JsonValue whole(JsonValue.Obj row, Asked asked) throws JsonSyntaxException, RejectedException {
        List<StreamEvent> events =
                StreamRuns.checked(upstream(row).outbound().decodeResponse(Json.bytes(row.get("body")), dialect(row)));
        return switch (StreamRuns.answer(events)) {
            case ChatClient.Answer.Complete(var response) -> Json.parse(asked.encodeResponse(response));
            case ChatClient.Answer.Failed(var failure) -> JsonValue.of(failure.toString());
        };
    }

    private static JsonValue streamed(JsonValue.Obj row, Asked asked) throws FrameTooLongException, RejectedException {
        List<StreamEvent> events = restored(
                row,
                asked,
                StreamRuns.decode(
                        upstream(row).outbound().newStreamDecoder(dialect(row)),
                        StreamRuns.frames(StreamRuns.sse(row.list("chunks")), 1 << 20)));
        String told = new String(StreamRuns.encode(asked.newStreamEncoder(), events), StandardCharsets.UTF_8);
        List<String> data = told.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
        return new JsonValue.Arr(data.stream().map(CrossingTest::shortened).toList());
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

    /** One frame's data; the request that the first events of a Responses stream repeat is left out. */
    private static JsonValue shortened(String data) {
        try {
            JsonValue.Obj event = Json.parseObject(data.getBytes(StandardCharsets.UTF_8));
            return List.of("response.created", "response.in_progress").contains(event.string("type", ""))
                    ? event.with("response", JsonValue.of("..."))
                    : event;
        } catch (JsonSyntaxException e) {
            return JsonValue.of(data);
        }
    }

    private static Asked asked(JsonValue.Obj row) throws RejectedException {
        String name = row.string("client").orElseThrow();
        Ends.Client client = Ends.clients().stream()
                .filter(end -> end.name().equals(name))
                .findFirst()
                .orElseThrow();
        return client.ask(Json.text(row.get("request")));
    }

    private static Ends.Upstream upstream(JsonValue.Obj row) {
        String name = row.string("upstream").orElseThrow();
        return Ends.upstreams().stream()
                .filter(end -> end.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Dialect dialect(JsonValue.Obj row) {
        EnumSet<Dialect.Quirk> quirks = EnumSet.noneOf(Dialect.Quirk.class);
        row.list("dialect").forEach(quirk -> quirks.add(Dialect.Quirk.valueOf(((JsonValue.Str) quirk).value())));
        return new Dialect(quirks);
    }
}
