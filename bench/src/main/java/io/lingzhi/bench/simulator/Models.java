package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.List;

/** Lists of models in the shape of each protocol. */
final class Models {
    private static final long CREATED = 1_790_000_000;

    private Models() {}

    static Reply list(List<String> names, Protocol protocol) {
        List<Obj> models = names.stream().map(name -> model(name, protocol)).toList();
        return Reply.Whole.good(
                switch (protocol) {
                    case CHAT, RESPONSES ->
                        Json.object().put("object", "list").put("data", models).build();
                    case MESSAGES ->
                        Json.object()
                                .put("data", models)
                                .put("has_more", false)
                                .put("first_id", end(names))
                                .put("last_id", end(names.reversed()))
                                .build();
                    case GEMINI -> Json.object().put("models", models).build();
                });
    }

    static Reply one(String name, Protocol protocol) {
        return Reply.Whole.good(model(name, protocol));
    }

    private static JsonValue end(List<String> names) {
        return names.isEmpty() ? JsonValue.Null.NULL : JsonValue.of(names.getFirst());
    }

    private static Obj model(String name, Protocol protocol) {
        return switch (protocol) {
            case CHAT, RESPONSES ->
                Json.object()
                        .put("id", name)
                        .put("object", "model")
                        .put("created", CREATED)
                        .put("owned_by", "simulator")
                        .build();
            case MESSAGES ->
                Json.object()
                        .put("type", "model")
                        .put("id", name)
                        .put("display_name", name)
                        .put("created_at", "2026-09-21T00:00:00Z")
                        .build();
            case GEMINI ->
                Json.object()
                        .put("name", "models/" + name)
                        .put("displayName", name)
                        .put("inputTokenLimit", 200_000)
                        .put("outputTokenLimit", 64_000)
                        .build();
        };
    }
}
