package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.Document.Source;
import io.lingzhi.assistant.knowledge.Document.State;
import io.lingzhi.assistant.knowledge.document.Format;
import io.lingzhi.assistant.knowledge.document.Unreadable;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Documents as lines of the journal. Pure. */
final class DocumentLines {
    private DocumentLines() {}

    static JsonValue.Obj json(Document document) {
        Source source = document.source();
        ObjectBuilder line = Json.object()
                .put("id", document.id())
                .put("revision", document.revision())
                .put("name", source.name())
                .put("format", source.format().word())
                .put("bytes", source.bytes())
                .put("hash", source.hash())
                .put("metadata", metadata(source.metadata()))
                .put("added", document.addedAt().toString())
                .put("updated", document.updatedAt().toString());
        switch (document.state()) {
            case State.Queued() -> line.put("state", "queued");
            case State.Ready(int characters, int passages) ->
                line.put("state", "ready").put("characters", characters).put("passages", passages);
            case State.Failed(Unreadable reason) ->
                line.put("state", "failed")
                        .put("code", reason.code())
                        .put("english", reason.english())
                        .put("chinese", reason.chinese());
        }
        return line.build();
    }

    static JsonValue.Obj removal(String id) {
        return Json.object().put("id", id).put("state", "removed").build();
    }

    static boolean isRemoval(JsonValue.Obj line) {
        return line.string("state", "").equals("removed");
    }

    /** Empty when the line is no document. */
    static Optional<Document> document(JsonValue.Obj line) {
        try {
            return Format.ofWord(line.string("format", ""))
                    .map(format -> new Document(
                            line.string("id", ""),
                            number(line, "revision"),
                            source(line, format),
                            state(line),
                            Instant.parse(line.string("added", "")),
                            Instant.parse(line.string("updated", ""))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Source source(JsonValue.Obj line, Format format) {
        Map<String, String> metadata = new TreeMap<>();
        line.object("metadata").members().forEach((key, value) -> {
            if (value instanceof JsonValue.Str(String text)) {
                metadata.put(key, text);
            }
        });
        return new Source(line.string("name", ""), format, number(line, "bytes"), line.string("hash", ""), metadata);
    }

    private static State state(JsonValue.Obj line) {
        return switch (line.string("state", "")) {
            case "ready" -> new State.Ready(number(line, "characters"), number(line, "passages"));
            case "failed" ->
                new State.Failed(new Unreadable(
                        line.string("code", ""), line.string("english", ""), line.string("chinese", "")));
            default -> new State.Queued();
        };
    }

    private static int number(JsonValue.Obj line, String name) {
        return Math.toIntExact(line.integer(name).orElse(0L));
    }

    static JsonValue.Obj metadata(Map<String, String> metadata) {
        ObjectBuilder object = Json.object();
        metadata.forEach(object::put);
        return object.build();
    }
}
