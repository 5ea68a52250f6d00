package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.List;
import java.util.Set;

/**
 * A schema of an answer as an upstream takes it: objects that do not say whether they may hold more are closed.
 *
 * <p>Source: https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs, read 2026-11-22.
 */
final class OutputSchema {
    /** Members that hold one schema, or a list of them. */
    private static final Set<String> SCHEMAS = Set.of("items", "prefixItems", "anyOf", "oneOf", "allOf", "not");

    /** Members that hold schemas by name. */
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs", "definitions");

    private OutputSchema() {}

    static JsonValue.Obj closed(JsonValue.Obj schema) {
        ObjectBuilder closed = Json.object();
        schema.members().forEach((name, value) -> closed.put(name, member(name, value)));
        if (schema.get("type").equals(JsonValue.of("object")) && !schema.has("additionalProperties")) {
            closed.put("additionalProperties", false);
        }
        return closed.build();
    }

    private static JsonValue member(String name, JsonValue value) {
        if (SCHEMAS.contains(name)) {
            return schemas(value);
        }
        if (NAMED_SCHEMAS.contains(name) && value instanceof JsonValue.Obj named) {
            ObjectBuilder closed = Json.object();
            named.members().forEach((key, schema) -> closed.put(key, schemas(schema)));
            return closed.build();
        }
        return value;
    }

    private static JsonValue schemas(JsonValue value) {
        return switch (value) {
            case JsonValue.Obj schema -> closed(schema);
            case JsonValue.Arr(List<JsonValue> items) ->
                new JsonValue.Arr(items.stream().map(OutputSchema::schemas).toList());
            case JsonValue.Str ignored -> value;
            case JsonValue.Num ignored -> value;
            case JsonValue.Bool ignored -> value;
            case JsonValue.Null ignored -> value;
        };
    }
}
