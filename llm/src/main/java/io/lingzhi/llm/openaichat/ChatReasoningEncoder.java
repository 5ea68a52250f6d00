package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.Optional;

/**
 * Writes how much to think: as an effort, or as switch and budget where the dialect has those. To let the model choose
 * is to say nothing. Whether thoughts are shown is the upstream's choice in this protocol.
 */
final class ChatReasoningEncoder {
    private ChatReasoningEncoder() {}

    static void encode(ObjectBuilder body, Reasoning reasoning, Target target) {
        if (target.has(Quirk.THINKING_SWITCH)) {
            reasoning.budget().ifPresent(budget -> asSwitch(body, budget));
            return;
        }
        Optional<String> effort = reasoning.effortWord().filter(word -> !word.equals("auto"));
        if (effort.isPresent() && target.has(Quirk.NO_REASONING_EFFORT)) {
            target.lose("reasoning", "the upstream takes no effort");
            return;
        }
        body.putIfPresent("reasoning_effort", effort);
    }

    private static void asSwitch(ObjectBuilder body, int budget) {
        body.put("enable_thinking", budget != 0);
        if (budget > 0) {
            body.put("thinking_budget", budget);
        }
    }
}
