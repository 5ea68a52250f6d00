package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.Optional;

/**
 * Writes how much to think: as an effort, or in the form of the dialect. To let the model choose is to say nothing.
 * Whether thoughts are shown is the upstream's choice in this protocol, save where a dialect has a word for it.
 */
final class ChatReasoningEncoder {
    private static final String AUTO = "auto";

    private ChatReasoningEncoder() {}

    static void encode(ObjectBuilder body, Reasoning reasoning, Target target) {
        if (target.has(Quirk.REASONING_OBJECT)) {
            asObject(reasoning).ifPresent(object -> body.put("reasoning", object));
        } else if (target.has(Quirk.THINKING_SWITCH)) {
            reasoning.budget().ifPresent(budget -> asSwitch(body, budget));
        } else if (target.has(Quirk.THINKING_TYPE)) {
            reasoning.effortWord().ifPresent(word -> asType(body, word, target));
        } else {
            reasoning.effortWord().ifPresent(word -> effort(body, word, target));
        }
    }

    private static void effort(ObjectBuilder body, String word, Target target) {
        if (word.equals(AUTO)) {
            return;
        }
        if (target.has(Quirk.NO_REASONING_EFFORT)) {
            target.lose("reasoning", "the upstream takes no effort");
        } else {
            body.put("reasoning_effort", word);
        }
    }

    private static void asType(ObjectBuilder body, String word, Target target) {
        boolean off = word.equals("none");
        boolean inside = !off && !word.equals(AUTO) && target.has(Quirk.THINKING_EFFORT_INSIDE);
        body.put(
                "thinking",
                Json.object()
                        .put("type", off ? "disabled" : "enabled")
                        .putIfPresent("effort", Optional.of(word).filter(ignored -> inside))
                        .build());
        if (!off && !inside) {
            effort(body, word, target);
        }
    }

    private static Optional<JsonValue.Obj> asObject(Reasoning reasoning) {
        ObjectBuilder object = Json.object();
        Optional<String> effort = reasoning.effort().filter(word -> !word.equals(AUTO));
        Optional<Integer> budget = reasoning.budgetTokens().filter(tokens -> tokens > 0);
        if (reasoning.effortWord().filter("none"::equals).isPresent()) {
            object.put("enabled", false);
        } else if (effort.isPresent()) {
            object.putIfPresent("effort", effort);
        } else if (budget.isPresent()) {
            object.putIfPresent("max_tokens", budget);
        } else if (reasoning.specified()) {
            object.put("enabled", true);
        }
        reasoning.summary().ifPresent(summary -> object.put("exclude", summary.equals("omitted")));
        JsonValue.Obj said = object.build();
        return Optional.of(said).filter(members -> !members.members().isEmpty());
    }

    private static void asSwitch(ObjectBuilder body, int budget) {
        body.put("enable_thinking", budget != 0);
        if (budget > 0) {
            body.put("thinking_budget", budget);
        }
    }
}
