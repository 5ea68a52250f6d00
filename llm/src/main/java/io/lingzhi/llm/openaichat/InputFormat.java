package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.Optional;

/**
 * What the input of a custom tool must look like. Chat holds a grammar in an object of its own,
 * {@code {"type":"grammar","grammar":{"syntax","definition"}}}; the vocabulary has the flat form of OpenAI's newer
 * protocol.
 */
final class InputFormat {
    private static final String GRAMMAR = "grammar";

    private InputFormat() {}

    /** The flat form. */
    static JsonValue.Obj decode(JsonValue.Obj format) {
        if (!(format.get(GRAMMAR) instanceof JsonValue.Obj grammar)) {
            return format;
        }
        ObjectBuilder flat = Json.object();
        format.members().forEach(flat::put);
        flat.remove(GRAMMAR);
        grammar.members().forEach(flat::put);
        return flat.put("type", GRAMMAR).build();
    }

    /** Chat's form. */
    static JsonValue.Obj encode(JsonValue.Obj format) {
        if (!isGrammar(format) || format.has(GRAMMAR)) {
            return format;
        }
        ObjectBuilder grammar = Json.object();
        format.members().forEach(grammar::put);
        return Json.object()
                .put("type", GRAMMAR)
                .put(GRAMMAR, grammar.remove("type").build())
                .build();
    }

    /** The demand in words, for an upstream that cannot enforce it; empty when any text will do. */
    static Optional<String> inWords(JsonValue.Obj format) {
        return isGrammar(format)
                ? format.string("definition")
                        .map(definition ->
                                "The input must fit this " + format.string("syntax", "") + " grammar:\n" + definition)
                : Optional.empty();
    }

    private static boolean isGrammar(JsonValue.Obj format) {
        return format.string("type", "").equals(GRAMMAR);
    }
}
