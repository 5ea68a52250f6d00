package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes tools: all functions in one object, then one object for each tool that Google runs itself. */
final class GeminiToolEncoder {
    private static final JsonValue.Obj FREE_TEXT = Json.object()
            .put("type", "object")
            .put(
                    "properties",
                    Json.object()
                            .put("input", Json.object().put("type", "string").build())
                            .build())
            .put("required", List.of(JsonValue.of("input")))
            .build();

    private final GeminiNames names;
    private final Dialect dialect;
    private final Losses losses;
    private final Map<String, JsonValue.Obj> declarations = new LinkedHashMap<>();
    private final List<JsonValue> others = new ArrayList<>();

    private GeminiToolEncoder(GeminiNames names, Dialect dialect, Losses losses) {
        this.names = names;
        this.dialect = dialect;
        this.losses = losses;
    }

    static List<JsonValue> encode(List<Tool> tools, GeminiNames names, Dialect dialect, Losses losses) {
        GeminiToolEncoder encoder = new GeminiToolEncoder(names, dialect, losses);
        for (int i = 0; i < tools.size(); i++) {
            encoder.add(tools.get(i), "tools[" + i + "]");
        }
        List<JsonValue> all = new ArrayList<>();
        if (!encoder.declarations.isEmpty()) {
            List<JsonValue.Obj> functions = List.copyOf(encoder.declarations.values());
            all.add(Json.object().put(GeminiToolDecoder.DECLARATIONS, functions).build());
        }
        all.addAll(encoder.others);
        return all;
    }

    private void add(Tool tool, String place) {
        switch (tool) {
            case Tool.Function function -> function(function, place);
            case Tool.Custom custom -> custom(custom, place);
            case Tool.WebSearch search -> search(search, place);
            case Tool.Opaque(Protocol protocol, JsonValue.Obj json) -> {
                if (protocol == Protocol.GEMINI) {
                    opaque(json);
                } else {
                    losses.add(place, "only " + protocol.id() + " has such a tool");
                }
            }
        }
    }

    private void function(Tool.Function function, String place) {
        if (function.strict()) {
            losses.add(place + ".strict", "no such field");
        }
        function.cached()
                .flatMap(mark -> mark.ttl())
                .ifPresent(
                        ttl -> losses.add(place + ".cache_control", "Gemini caches by itself, for a time of its own"));
        declare(function.name(), function.description(), function.schema(), place);
    }

    private void custom(Tool.Custom custom, String place) {
        if (custom.format().isPresent()) {
            losses.add(place + ".format", "Gemini has no grammars");
        }
        declare(custom.name(), custom.description(), FREE_TEXT, place);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a component of the tool
    private void declare(String name, Optional<String> description, JsonValue.Obj schema, String place) {
        String given = names.of(name);
        if (!given.equals(name)) {
            losses.add(place + ".name", "sent as " + given);
        }
        ObjectBuilder declaration = Json.object().put("name", given).putIfPresent("description", description);
        schema(declaration, schema);
        declarations.put(given, declaration.build());
    }

    /** Google's own form of schema allows no object without properties; a function without arguments has none there. */
    private void schema(ObjectBuilder declaration, JsonValue.Obj schema) {
        if (schema.members().isEmpty()) {
            return;
        }
        if (!dialect.has(Dialect.Quirk.SCHEMA_SUBSET)) {
            declaration.put("parametersJsonSchema", SchemaCleaner.PLAIN.clean(schema));
            return;
        }
        JsonValue.Obj cleaned = SchemaCleaner.SUBSET.clean(schema);
        if (!cleaned.object("properties").members().isEmpty()) {
            declaration.put("parameters", cleaned);
        }
    }

    private void search(Tool.WebSearch search, String place) {
        if (search.maxUses().isPresent()) {
            losses.add(place + ".max_uses", "no such field");
        }
        if (!search.allowedDomains().isEmpty()) {
            losses.add(place + ".allowed_domains", "no such field");
        }
        if (!search.blockedDomains().isEmpty()) {
            losses.add(place + ".blocked_domains", "no such field");
        }
        if (search.location().isPresent()) {
            losses.add(place + ".user_location", "no such field");
        }
        others.add(Json.object().put("googleSearch", JsonValue.Obj.EMPTY).build());
    }

    /** More about functions that are declared, or a tool of Google's. */
    private void opaque(JsonValue.Obj tool) {
        List<JsonValue> more = tool.list(GeminiToolDecoder.DECLARATIONS);
        if (more.isEmpty()) {
            others.add(tool);
        }
        for (JsonValue item : more) {
            if (item instanceof JsonValue.Obj declaration) {
                declarations.merge(names.of(declaration.string("name", "")), declaration, GeminiToolEncoder::extended);
            }
        }
    }

    private static JsonValue.Obj extended(JsonValue.Obj declared, JsonValue.Obj more) {
        return DeepMerge.of(declared, more).with("name", declared.get("name"));
    }
}
