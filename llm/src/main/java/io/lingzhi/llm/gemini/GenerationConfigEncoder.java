package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes {@code generationConfig}. */
final class GenerationConfigEncoder {
    private static final int MAX_STOPS = 5;

    /** The largest budget that any Gemini model takes, in tokens. */
    private static final int MAX_BUDGET = 32_768;

    private static final Set<String> LEVELS = Set.of("minimal", "low", "medium", "high");

    private final Losses losses;
    private final boolean levels;

    /** @param levels whether the amount of thinking is told as a level */
    GenerationConfigEncoder(boolean levels, Losses losses) {
        this.levels = levels;
        this.losses = losses;
    }

    JsonValue.Obj encode(Sampling sampling, Reasoning reasoning, ResponseFormat format) {
        ObjectBuilder config = Json.object();
        sampling(config, sampling);
        format(config, format);
        JsonValue.Obj thinking = thinking(reasoning);
        return thinking.members().isEmpty()
                ? config.build()
                : config.put("thinkingConfig", thinking).build();
    }

    private void sampling(ObjectBuilder config, Sampling sampling) {
        config.putIfPresent("temperature", sampling.temperature())
                .putIfPresent("topP", sampling.topP())
                .putIfPresent("topK", sampling.topK())
                .putIfPresent("maxOutputTokens", sampling.maxOutputTokens());
        stop(config, sampling.stop());
        config.putIfPresent("seed", sampling.seed())
                .putIfPresent("presencePenalty", sampling.presencePenalty())
                .putIfPresent("frequencyPenalty", sampling.frequencyPenalty());
        sampling.topLogprobs().ifPresent(count -> {
            config.put("responseLogprobs", true);
            config.putIfPresent("logprobs", Optional.of(count).filter(alternatives -> alternatives > 0));
        });
    }

    private void stop(ObjectBuilder config, List<String> stop) {
        if (stop.size() > MAX_STOPS) {
            losses.add("stop", "only the first " + MAX_STOPS + " of " + stop.size() + " are sent");
        }
        if (!stop.isEmpty()) {
            config.put(
                    "stopSequences",
                    JsonValue.Arr.ofStrings(stop.stream().limit(MAX_STOPS).toList()));
        }
    }

    /** The schema goes as it is: Gemini reads JSON Schema here. */
    private static void format(ObjectBuilder config, ResponseFormat format) {
        switch (format) {
            case ResponseFormat.PlainText() -> {}
            case ResponseFormat.AnyJson() -> config.put("responseMimeType", "application/json");
            case ResponseFormat.JsonSchema schema -> {
                config.put("responseMimeType", "application/json");
                if (!schema.schema().members().isEmpty()) {
                    config.put("responseJsonSchema", schema.schema());
                }
            }
        }
    }

    private JsonValue.Obj thinking(Reasoning reasoning) {
        ObjectBuilder thinking = Json.object();
        boolean hidden = reasoning.summary().filter("omitted"::equals).isPresent();
        boolean off = reasoning.budget().filter(budget -> budget == 0).isPresent();
        if (levels) {
            level(thinking, reasoning);
        } else {
            reasoning.budget().ifPresent(budget -> thinking.put("thinkingBudget", clamped(budget, reasoning)));
        }
        if (hidden) {
            thinking.put("includeThoughts", false);
        } else if (!off && (reasoning.specified() || reasoning.summary().isPresent())) {
            thinking.put("includeThoughts", true);
        }
        return thinking.build();
    }

    private int clamped(int budget, Reasoning reasoning) {
        if (budget > MAX_BUDGET && reasoning.budgetTokens().isPresent()) {
            losses.add("reasoning.budget", budget + " is sent as " + MAX_BUDGET);
        }
        return Math.clamp(budget, -1, MAX_BUDGET);
    }

    private void level(ObjectBuilder thinking, Reasoning reasoning) {
        Optional<String> word = reasoning.effortWord();
        if (word.isEmpty()) {
            return;
        }
        if (word.get().equals("auto")) {
            thinking.put("thinkingBudget", -1);
            return;
        }
        String level = word.get().equals("none") ? "minimal" : LEVELS.contains(word.get()) ? word.get() : "high";
        if (reasoning.effort().filter(effort -> !effort.equals(level)).isPresent()) {
            losses.add("reasoning.effort", word.get() + " is sent as " + level);
        } else if (word.get().equals("none")) {
            losses.add("reasoning.budget", "thinking cannot be switched off");
        }
        thinking.put("thinkingLevel", level);
    }
}
