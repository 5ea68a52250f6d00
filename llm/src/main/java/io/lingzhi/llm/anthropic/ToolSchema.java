package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A schema of a tool's arguments as an upstream takes it: its root is an object without variants. What stands below the
 * root stays as it is.
 *
 * @param changed whether variants had to be merged
 */
record ToolSchema(JsonValue.Obj json, boolean changed) {
    private static final List<String> VARIANTS = List.of("allOf", "anyOf", "oneOf");
    private static final JsonValue OBJECT = JsonValue.of("object");

    static ToolSchema of(JsonValue.Obj schema) {
        boolean variants = VARIANTS.stream().anyMatch(schema::has);
        if (!variants && schema.get("type").equals(OBJECT)) {
            return new ToolSchema(schema, false);
        }
        JsonValue.Obj root = variants ? merged(schema) : schema;
        JsonValue.Obj typed = root.has("type") ? root.with("type", OBJECT) : withType(root);
        return new ToolSchema(
                typed.has("properties") ? typed : typed.with("properties", JsonValue.Obj.EMPTY), variants);
    }

    private static JsonValue.Obj withType(JsonValue.Obj root) {
        ObjectBuilder typed = Json.object().put("type", OBJECT);
        root.members().forEach(typed::put);
        return typed.build();
    }

    /** The root with the properties of all its variants; only those of {@code allOf} can be required. */
    private static JsonValue.Obj merged(JsonValue.Obj schema) {
        Map<String, JsonValue> properties =
                new LinkedHashMap<>(schema.object("properties").members());
        Set<JsonValue> required = new LinkedHashSet<>(schema.list("required"));
        for (String kind : VARIANTS) {
            for (JsonValue variant : schema.list(kind)) {
                if (variant instanceof JsonValue.Obj object) {
                    object.object("properties").members().forEach(properties::putIfAbsent);
                    required.addAll(kind.equals("allOf") ? object.list("required") : List.of());
                }
            }
        }
        JsonValue.Obj merged =
                OtherMembers.of(schema, Set.copyOf(VARIANTS)).with("properties", new JsonValue.Obj(properties));
        return required.isEmpty() ? merged : merged.with("required", new JsonValue.Arr(List.copyOf(required)));
    }
}
