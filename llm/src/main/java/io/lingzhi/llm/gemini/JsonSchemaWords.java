package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns Google's own {@code Schema} into JSON Schema: {@code STRING} becomes {@code string}, {@code nullable} a type
 * {@code null}, and counts that are written as text become numbers. What is JSON Schema already stays as it is.
 *
 * <p>Source: https://ai.google.dev/api/caching#Schema, read 2026-11-22.
 */
final class JsonSchemaWords {
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");
    private static final Set<String> ONE_SCHEMA = Set.of("items", "additionalProperties", "not");
    private static final Set<String> SCHEMA_LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs", "definitions");
    private static final JsonValue NULL_TYPE = JsonValue.of("null");

    private JsonSchemaWords() {}

    static JsonValue.Obj of(JsonValue.Obj schema) {
        ObjectBuilder words = Json.object();
        boolean nullable = schema.bool("nullable").orElse(false);
        schema.members().forEach((name, value) -> {
            if (name.equals("type")) {
                words.putIfPresent("type", type(value).map(type -> nullable ? orNull(type) : type));
            } else if (!name.equals("nullable") && !isPlainEnum(name, value)) {
                words.put(name, member(name, value));
            }
        });
        return words.build();
    }

    private static boolean isPlainEnum(String name, JsonValue value) {
        return name.equals("format") && value.equals(JsonValue.of("enum"));
    }

    private static JsonValue member(String name, JsonValue value) {
        if (ONE_SCHEMA.contains(name)) {
            return schema(value);
        }
        if (SCHEMA_LISTS.contains(name) && value instanceof JsonValue.Arr(List<JsonValue> items)) {
            return new JsonValue.Arr(items.stream().map(JsonSchemaWords::schema).toList());
        }
        if (NAMED_SCHEMAS.contains(name) && value instanceof JsonValue.Obj(Map<String, JsonValue> schemas)) {
            ObjectBuilder named = Json.object();
            schemas.forEach((key, schema) -> named.put(key, schema(schema)));
            return named.build();
        }
        boolean textCount =
                COUNTS.contains(name) && value instanceof JsonValue.Str(String digits) && digits.matches("\\d{1,9}");
        return textCount ? JsonValue.of(Long.parseLong(((JsonValue.Str) value).value())) : value;
    }

    private static JsonValue schema(JsonValue value) {
        return value instanceof JsonValue.Obj object ? of(object) : value;
    }

    private static Optional<JsonValue> type(JsonValue type) {
        if (!(type instanceof JsonValue.Str(String word))) {
            return Optional.of(type);
        }
        return word.equals("TYPE_UNSPECIFIED")
                ? Optional.empty()
                : Optional.of(JsonValue.of(word.toLowerCase(Locale.ROOT)));
    }

    private static JsonValue orNull(JsonValue type) {
        return type instanceof JsonValue.Str ? new JsonValue.Arr(List.of(type, NULL_TYPE)) : type;
    }
}
