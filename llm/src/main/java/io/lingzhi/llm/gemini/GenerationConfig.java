package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code generationConfig}: how to sample, how much to think, and in which form to answer. */
final class GenerationConfig {
    private static final Set<String> KNOWN = Set.of(
            "temperature",
            "topP",
            "topK",
            "maxOutputTokens",
            "stopSequences",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "thinkingConfig");
    private static final Set<String> FORMAT =
            Set.of("responseMimeType", "responseSchema", "responseJsonSchema", "_responseJsonSchema");
    private static final Set<String> THINKING = Set.of("thinkingLevel", "thinkingBudget", "includeThoughts");
    private static final String JSON = "application/json";

    private GenerationConfig() {}

    static Sampling sampling(RequestObject config) throws RejectedException {
        return new Sampling(
                config.decimal("temperature"),
                config.decimal("topP"),
                whole(config, "topK"),
                whole(config, "maxOutputTokens"),
                stop(config),
                config.integer("seed"),
                config.decimal("presencePenalty"),
                config.decimal("frequencyPenalty"),
                config.bool("responseLogprobs").orElse(false)
                        ? whole(config, "logprobs").or(() -> Optional.of(0))
                        : Optional.empty());
    }

    static Reasoning reasoning(RequestObject config) throws RejectedException {
        RequestObject thinking = GeminiRequestDecoder.member(config, "thinkingConfig");
        Optional<Integer> budget = whole(thinking, "thinkingBudget");
        if (budget.isPresent() && budget.get() < -1) {
            throw thinking.expected("thinkingBudget", "a number of tokens, 0 (off) or -1 (the model chooses)");
        }
        Optional<String> level = thinking.text("thinkingLevel")
                .map(word -> word.toLowerCase(Locale.ROOT).replace("thinking_level_", ""))
                .filter(word -> !word.isEmpty() && !word.equals("unspecified"));
        Optional<String> summary = thinking.bool("includeThoughts").map(shown -> shown ? "auto" : "omitted");
        return new Reasoning(level, budget, summary);
    }

    static ResponseFormat format(RequestObject config) throws RejectedException {
        if (!config.text("responseMimeType").orElse("").equals(JSON)) {
            return new ResponseFormat.PlainText();
        }
        for (String name : List.of("responseJsonSchema", "_responseJsonSchema", "responseSchema")) {
            if (config.json().get(name) instanceof JsonValue.Obj schema) {
                return new ResponseFormat.JsonSchema(
                        "response", Optional.empty(), JsonSchemaWords.of(schema), Optional.empty());
            }
        }
        return new ResponseFormat.AnyJson();
    }

    /** What the vocabulary has no word for. */
    static JsonValue.Obj rest(RequestObject config) throws RejectedException {
        boolean formatTold = Set.of("", "text/plain", JSON)
                .contains(config.text("responseMimeType").orElse(""));
        ObjectBuilder rest = Json.object();
        config.json().members().forEach((name, value) -> {
            boolean known =
                    KNOWN.contains(name) || (formatTold && FORMAT.contains(name)) || isOneCandidate(name, value);
            if (!known && value != JsonValue.Null.NULL) {
                rest.put(name, value);
            }
        });
        JsonValue.Obj thinking = without(GeminiRequestDecoder.member(config, "thinkingConfig"), THINKING);
        return thinking.members().isEmpty()
                ? rest.build()
                : rest.put("thinkingConfig", thinking).build();
    }

    static JsonValue.Obj without(RequestObject object, Set<String> names) {
        ObjectBuilder rest = Json.object();
        object.json().members().forEach((name, value) -> {
            if (!names.contains(name) && value != JsonValue.Null.NULL) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }

    private static boolean isOneCandidate(String name, JsonValue value) {
        return name.equals("candidateCount") && value.equals(JsonValue.of(1));
    }

    private static List<String> stop(RequestObject config) throws RejectedException {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : config.items("stopSequences")) {
            if (!(item instanceof JsonValue.Str(String text))) {
                throw config.expected("stopSequences", "a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private static Optional<Integer> whole(RequestObject object, String name) throws RejectedException {
        Optional<Long> value = object.integer(name);
        if (value.isPresent() && value.get() != (long) value.get().intValue()) {
            throw object.expected(name, "a whole number of 32 bits");
        }
        return value.map(Long::intValue);
    }
}
