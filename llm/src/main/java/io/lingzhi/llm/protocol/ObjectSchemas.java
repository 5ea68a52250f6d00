package io.lingzhi.llm.protocol;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Completes a tool's JSON Schema where OpenAI is stricter than the standard: the root says that it is an object, and
 * every object says its properties, if only that there are none. Names of properties are never taken for keywords.
 */
public final class ObjectSchemas {
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions", "patternProperties");
    private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "not");

    private ObjectSchemas() {}

    /** The schema with a root that says it is an object, and all its objects with their properties. */
    public static JsonValue.Obj complete(JsonValue.Obj schema) {
        boolean typed = schema.members().keySet().stream()
                .anyMatch(name -> name.equals("type") || name.equals("$ref") || LISTS.contains(name));
        return object(typed ? schema : schema.with("type", JsonValue.of("object")));
    }

    /** The schema whose objects all say their properties; what its root is stays as it is. */
    public static JsonValue.Obj withProperties(JsonValue.Obj schema) {
        return object(schema);
    }

    private static JsonValue.Obj object(JsonValue.Obj schema) {
        ObjectBuilder completed = Json.object();
        schema.members().forEach((name, value) -> completed.put(name, member(name, value)));
        if (schema.string("type", "").equals("object") && !schema.has("properties")) {
            completed.put("properties", JsonValue.Obj.EMPTY);
        }
        return completed.build();
    }

    private static JsonValue member(String keyword, JsonValue value) {
        if (MAPS.contains(keyword) && value instanceof JsonValue.Obj(Map<String, JsonValue> schemas)) {
            ObjectBuilder completed = Json.object();
            schemas.forEach((name, schema) -> completed.put(name, schema(schema)));
            return completed.build();
        }
        if (LISTS.contains(keyword) && value instanceof JsonValue.Arr(List<JsonValue> schemas)) {
            return new JsonValue.Arr(schemas.stream().map(ObjectSchemas::schema).toList());
        }
        return SCHEMAS.contains(keyword) ? schema(value) : value;
    }

    private static JsonValue schema(JsonValue value) {
        return value instanceof JsonValue.Obj schema ? object(schema) : value;
    }
}
