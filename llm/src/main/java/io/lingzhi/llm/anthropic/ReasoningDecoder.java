package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.Optional;
import java.util.Set;

/** Reads {@code thinking} and {@code output_config.effort}. */
final class ReasoningDecoder {
    /** The members of {@code thinking} that are told. */
    static final Set<String> THINKING = Set.of("type", "budget_tokens", "display");

    private static final int MODEL_CHOOSES = -1;

    private ReasoningDecoder() {}

    static Reasoning decode(RequestObject request) throws RejectedException {
        Optional<RequestObject> thinking = request.object("thinking");
        Optional<RequestObject> output = request.object("output_config");
        Optional<String> effort = output.isPresent() ? output.get().text("effort") : Optional.empty();
        if (thinking.isEmpty()) {
            return new Reasoning(effort, Optional.empty(), Optional.empty());
        }
        return switch (thinking.get().requiredText("type")) {
            case "disabled" -> new Reasoning(Optional.of("none"), Optional.empty(), Optional.empty());
            case "enabled" -> new Reasoning(effort, Optional.of(budget(thinking.get())), shown(thinking.get()));
            case "adaptive", "auto" -> new Reasoning(effort, Optional.of(MODEL_CHOOSES), summary(thinking.get()));
            default -> throw thinking.get().expected("type", "\"enabled\", \"adaptive\" or \"disabled\"");
        };
    }

    /** Whether the effort is about thinking; with thinking switched off it is about the answer alone. */
    static boolean effortCounts(JsonValue.Obj request) {
        return !request.object("thinking").string("type", "").equals("disabled");
    }

    private static int budget(RequestObject thinking) throws RejectedException {
        return RequestDecoder.whole(thinking, "budget_tokens").orElse(MODEL_CHOOSES);
    }

    /** A budget without a word on it means that thoughts are shown. */
    private static Optional<String> shown(RequestObject thinking) throws RejectedException {
        return summary(thinking).or(() -> Optional.of("auto"));
    }

    private static Optional<String> summary(RequestObject thinking) throws RejectedException {
        return thinking.text("display").map(display -> display.equals("omitted") ? "omitted" : "auto");
    }
}
