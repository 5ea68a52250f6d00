package io.lingzhi.llm.gemini;

import io.lingzhi.llm.gemini.SchemaKeywords.Row;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a tool's JSON Schema fit for Gemini, keyword by keyword as {@link SchemaKeywords} says. Cleaning what is clean
 * changes nothing. Names of properties are never taken for keywords. What becomes of each keyword:
 * {@code docs/gemini-schema.md}.
 */
final class SchemaCleaner {
    /** For {@code parametersJsonSchema}, which is JSON Schema: only what Gemini refuses is changed. */
    static final SchemaCleaner PLAIN = new SchemaCleaner(Row::plain, false);

    /** For {@code parameters}, which refuses every keyword that it does not know. */
    static final SchemaCleaner SUBSET = new SchemaCleaner(Row::subset, true);

    /** Keywords whose value may be an object, so that an object with one of them is a schema. */
    private static final Set<String> OBJECT_VALUED = Set.of(
            "properties",
            "items",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "$defs",
            "definitions",
            "if",
            "then",
            "else",
            "not",
            "contains",
            "dependentSchemas",
            "dependentRequired",
            "unevaluatedProperties",
            "unevaluatedItems",
            "default",
            "const",
            "example");

    private final Function<Row, SchemaFate> profile;
    private final boolean itemsNeeded;

    private SchemaCleaner(Function<Row, SchemaFate> profile, boolean itemsNeeded) {
        this.profile = profile;
        this.itemsNeeded = itemsNeeded;
    }

    /** The schema of a tool's arguments, which are an object. */
    JsonValue.Obj clean(JsonValue.Obj root) {
        JsonValue.Obj clean = node(root);
        return clean.has("type") || clean.has("$ref") ? clean : first(clean, "type", JsonValue.of("object"));
    }

    private JsonValue.Obj node(JsonValue.Obj schema) {
        JsonValue.Obj node = repaired(schema);
        for (SchemaFate fate : SchemaFate.values()) {
            for (String keyword : List.copyOf(node.members().keySet())) {
                if (node.has(keyword) && profile.apply(SchemaKeywords.row(keyword)) == fate) {
                    node = dealt(node, keyword, fate);
                }
            }
        }
        boolean openArray = itemsNeeded && node.get("type").equals(JsonValue.of("array")) && !node.has("items");
        return openArray ? node.with("items", type("string")) : node;
    }

    private JsonValue.Obj dealt(JsonValue.Obj node, String keyword, SchemaFate fate) {
        JsonValue value = node.get(keyword);
        return switch (fate) {
            case ALONE -> alone(node);
            case NAMED -> named(node, value);
            case LISTED -> without(node, keyword).with("enum", new JsonValue.Arr(List.of(value)));
            case TEXTS -> texts(node, value);
            case CLOSED -> closed(without(node, keyword), value);
            case HINTED -> hinted(without(node, keyword), keyword + ": " + shown(value));
            case ADDED -> added(without(node, keyword), value);
            case MERGED -> node(flat(node));
            case CHOSEN -> chosen(without(node, keyword), value);
            case FIRST_TYPE -> firstType(node, value);
            case SCHEMAS ->
                keyword.equals("properties") ? properties(node) : node.with(keyword, schemas(keyword, value));
            case REMOVED -> without(node, keyword);
            case KEPT -> node;
            case PRUNED -> pruned(node);
        };
    }

    /**
     * Mends two mistakes that tools make: a map of properties without {@code properties}, and {@code required: true}.
     */
    private static JsonValue.Obj repaired(JsonValue.Obj schema) {
        Map<String, JsonValue> members = schema.members();
        boolean bareMap = !members.isEmpty()
                && members.values().stream().allMatch(JsonValue.Obj.class::isInstance)
                && members.keySet().stream().noneMatch(OBJECT_VALUED::contains);
        JsonValue.Obj wrapped = bareMap ? type("object").with("properties", schema) : schema;
        return wrapped.get("required") instanceof JsonValue.Bool ? without(wrapped, "required") : wrapped;
    }

    private static JsonValue.Obj alone(JsonValue.Obj node) {
        ObjectBuilder rest = Json.object();
        node.members().forEach((name, value) -> {
            if (name.startsWith("$")) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }

    private static JsonValue.Obj named(JsonValue.Obj node, JsonValue reference) {
        String target = shown(reference);
        Optional<String> description = node.string("description");
        JsonValue.Obj object = description
                .map(text -> type("object").with("description", JsonValue.of(text)))
                .orElse(type("object"));
        return hinted(object, "See: " + target.substring(target.lastIndexOf('/') + 1));
    }

    private static JsonValue.Obj texts(JsonValue.Obj node, JsonValue values) {
        List<String> texts = values instanceof JsonValue.Arr(List<JsonValue> items)
                ? items.stream().map(SchemaCleaner::shown).toList()
                : List.of();
        JsonValue.Obj written =
                node.with("enum", JsonValue.Arr.ofStrings(texts)).with("type", JsonValue.of("string"));
        return texts.size() < 2 || texts.size() > 10
                ? written
                : hinted(written, "Allowed: " + String.join(", ", texts));
    }

    private static JsonValue.Obj closed(JsonValue.Obj node, JsonValue value) {
        return value.equals(JsonValue.of(false)) ? hinted(node, "No extra properties allowed") : node;
    }

    private JsonValue.Obj added(JsonValue.Obj node, JsonValue value) {
        return value instanceof JsonValue.Obj branch ? over(onlyProperties(node(branch)), node) : node;
    }

    private static JsonValue.Obj onlyProperties(JsonValue.Obj schema) {
        return schema.has("properties")
                ? Json.object().put("properties", schema.get("properties")).build()
                : JsonValue.Obj.EMPTY;
    }

    /** Merges first and cleans then, since one branch may require what another one describes. */
    private static JsonValue.Obj flat(JsonValue.Obj schema) {
        JsonValue.Obj merged = without(schema, "allOf");
        for (JsonValue branch : schema.list("allOf")) {
            merged = branch instanceof JsonValue.Obj object ? over(flat(object), merged) : merged;
        }
        return merged;
    }

    private JsonValue.Obj chosen(JsonValue.Obj node, JsonValue value) {
        List<JsonValue.Obj> branches = cleaned(value);
        Optional<JsonValue.Obj> best =
                branches.stream().reduce((one, other) -> worth(other) > worth(one) ? other : one);
        Set<String> types = new LinkedHashSet<>();
        branches.forEach(branch -> types.add(branch.string("type", "any")));
        JsonValue.Obj chosen = best.map(branch -> over(branch, node)).orElse(node);
        return types.size() < 2 ? chosen : hinted(chosen, "Accepts: " + String.join(" | ", types));
    }

    private static int worth(JsonValue.Obj schema) {
        return switch (schema.string("type", schema.has("properties") ? "object" : "null")) {
            case "object" -> 3;
            case "array" -> 2;
            case "null" -> 0;
            default -> 1;
        };
    }

    private static JsonValue.Obj firstType(JsonValue.Obj node, JsonValue types) {
        if (!(types instanceof JsonValue.Arr(List<JsonValue> items))) {
            return node;
        }
        JsonValue first = items.stream()
                .filter(item -> !item.equals(JsonValue.of("null")))
                .findFirst()
                .orElse(JsonValue.of("string"));
        JsonValue.Obj typed = node.with("type", first);
        return isNullable(node) ? hinted(typed, "nullable") : typed;
    }

    private static boolean isNullable(JsonValue.Obj schema) {
        return schema.list("type").contains(JsonValue.of("null"));
    }

    /** Cleans the schemas of the properties; what they say about being required becomes the object's own. */
    private JsonValue.Obj properties(JsonValue.Obj node) {
        Set<JsonValue> required = new LinkedHashSet<>(node.list("required"));
        ObjectBuilder properties = Json.object();
        node.object("properties").members().forEach((name, value) -> {
            JsonValue.Obj raw = value instanceof JsonValue.Obj schema ? schema : JsonValue.Obj.EMPTY;
            if (raw.get("required").equals(JsonValue.of(true))) {
                required.add(JsonValue.of(name));
            }
            if (isNullable(raw) && itemsNeeded) {
                required.remove(JsonValue.of(name));
            }
            properties.put(name, node(raw));
        });
        JsonValue.Obj cleaned = node.with("properties", properties.build());
        return required.isEmpty() ? cleaned : cleaned.with("required", new JsonValue.Arr(List.copyOf(required)));
    }

    /** The schemas in the value of a keyword: one, a list, or named ones. */
    private JsonValue schemas(String keyword, JsonValue value) {
        return switch (value) {
            case JsonValue.Obj object -> isNamed(keyword) ? namedSchemas(object) : node(object);
            case JsonValue.Arr ignored -> new JsonValue.Arr(List.copyOf(cleaned(value)));
            case JsonValue.Bool ignored -> keyword.equals("items") ? JsonValue.Obj.EMPTY : value;
            case JsonValue.Str ignored -> value;
            case JsonValue.Num ignored -> value;
            case JsonValue.Null ignored -> value;
        };
    }

    private static boolean isNamed(String keyword) {
        return Set.of("$defs", "definitions", "patternProperties").contains(keyword);
    }

    private JsonValue namedSchemas(JsonValue.Obj schemas) {
        ObjectBuilder cleaned = Json.object();
        schemas.members()
                .forEach((name, value) ->
                        cleaned.put(name, value instanceof JsonValue.Obj schema ? node(schema) : value));
        return cleaned.build();
    }

    private List<JsonValue.Obj> cleaned(JsonValue schemas) {
        List<JsonValue.Obj> cleaned = new ArrayList<>();
        if (schemas instanceof JsonValue.Arr(List<JsonValue> items)) {
            items.forEach(
                    item -> cleaned.add(item instanceof JsonValue.Obj schema ? node(schema) : JsonValue.Obj.EMPTY));
        }
        return cleaned;
    }

    private static JsonValue.Obj pruned(JsonValue.Obj node) {
        List<JsonValue> known = node.list("required").stream()
                .filter(name -> name instanceof JsonValue.Str(String text)
                        && node.object("properties").has(text))
                .toList();
        return known.isEmpty() ? without(node, "required") : node.with("required", new JsonValue.Arr(known));
    }

    /** {@code above}, with what only {@code below} says; properties and required names of both. */
    private static JsonValue.Obj over(JsonValue.Obj below, JsonValue.Obj above) {
        JsonValue.Obj all = union(below, above);
        if (below.has("properties") && above.has("properties")) {
            all = all.with("properties", union(below.object("properties"), above.object("properties")));
        }
        if (below.has("required") && above.has("required")) {
            Set<JsonValue> required = new LinkedHashSet<>(above.list("required"));
            required.addAll(below.list("required"));
            all = all.with("required", new JsonValue.Arr(List.copyOf(required)));
        }
        return all;
    }

    private static JsonValue.Obj union(JsonValue.Obj below, JsonValue.Obj above) {
        JsonValue.Obj all = above;
        for (Map.Entry<String, JsonValue> member : below.members().entrySet()) {
            all = all.has(member.getKey()) ? all : all.with(member.getKey(), member.getValue());
        }
        return all;
    }

    private static JsonValue.Obj hinted(JsonValue.Obj node, String hint) {
        String description = node.string("description", "");
        if (description.contains(hint)) {
            return node;
        }
        return node.with("description", JsonValue.of(description.isEmpty() ? hint : description + " (" + hint + ")"));
    }

    private static String shown(JsonValue value) {
        return value instanceof JsonValue.Str(String text) ? text : Json.text(value);
    }

    private static JsonValue.Obj type(String type) {
        return Json.object().put("type", type).build();
    }

    private static JsonValue.Obj first(JsonValue.Obj node, String name, JsonValue value) {
        return DeepMerge.of(Json.object().put(name, value).build(), node);
    }

    private static JsonValue.Obj without(JsonValue.Obj node, String keyword) {
        ObjectBuilder rest = Json.object();
        node.members().forEach(rest::put);
        return rest.remove(keyword).build();
    }
}
