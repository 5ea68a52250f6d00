package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.List;
import java.util.Optional;

/**
 * Decides how a wish for thinking is said. By the specification as a budget of at least {@value #MIN_BUDGET} tokens
 * below {@code max_tokens}, which includes it; to an upstream that wants {@link Quirk#ADAPTIVE_THINKING} as an effort.
 */
final class ThinkingPlanner {
    static final int MIN_BUDGET = 1024;

    /** The budget where the model may choose and cannot be told so. */
    static final int CHOSEN_BUDGET = 64_512;

    private static final String PATH = "reasoning";

    private final Reasoning reasoning;
    private final List<Message> messages;
    private final int maxTokens;
    private final Dialect dialect;
    private final Losses losses;

    ThinkingPlanner(ChatRequest request, int maxTokens, Dialect dialect, Losses losses) {
        this.reasoning = request.reasoning();
        this.messages = request.messages();
        this.maxTokens = maxTokens;
        this.dialect = dialect;
        this.losses = losses;
    }

    /** @param toolForced whether the model must call a tool, which excludes thinking */
    ThinkingPlan plan(boolean toolForced) {
        if (!reasoning.specified() && !shown()) {
            return ThinkingPlan.NONE;
        }
        if (reasoning.effortWord().filter("none"::equals).isPresent()) {
            return new ThinkingPlan(Json.object().put("type", "disabled").build(), Optional.empty());
        }
        if (toolForced) {
            return without("excluded by the forced tool choice");
        }
        return dialect.has(Quirk.ADAPTIVE_THINKING) ? adaptive() : budgeted();
    }

    private ThinkingPlan without(String reason) {
        losses.add(PATH, reason);
        return ThinkingPlan.NONE;
    }

    private ThinkingPlan adaptive() {
        Optional<Integer> budget = reasoning.budgetTokens().filter(tokens -> tokens >= 0);
        losses.addIf(budget.isPresent(), PATH, "the budget is told as an effort");
        Optional<String> effort =
                reasoning.effortWord().filter(word -> !word.equals("auto")).map(ThinkingPlanner::effort);
        return new ThinkingPlan(shown(Json.object().put("type", "adaptive")), effort);
    }

    private static String effort(String word) {
        return word.equals("minimal") ? "low" : word;
    }

    private ThinkingPlan budgeted() {
        if (!dialect.has(Quirk.UNSIGNED_THINKING) && ToolRound.isUnderWayWithoutThinking(messages)) {
            return without("the turn under way began without this upstream's thinking");
        }
        Optional<Integer> asked = reasoning.budgetTokens().filter(tokens -> tokens >= 0);
        int fitting = fitting(Math.max(MIN_BUDGET, asked.orElseGet(this::worked)));
        if (fitting < MIN_BUDGET) {
            return without("max_tokens leaves no room for it");
        }
        losses.addIf(asked.isPresent() && asked.get() != fitting, PATH, "the budget is changed to fit");
        ObjectBuilder thinking = Json.object().put("type", "enabled").put("budget_tokens", fitting);
        Optional<String> hidden =
                reasoning.summary().filter("omitted"::equals); // a budget shows thoughts unless told not to
        return new ThinkingPlan(
                thinking.putIfPresent("display", hidden).build(),
                asked.isPresent() ? reasoning.effort().map(ThinkingPlanner::effort) : Optional.empty());
    }

    /** The budget that an effort means; a mere wish to see thoughts means a medium one. */
    private int worked() {
        Optional<String> effort = reasoning.specified() ? reasoning.effort() : Optional.of("medium");
        return new Reasoning(effort, Optional.empty(), Optional.empty())
                .budget()
                .filter(tokens -> tokens > 0)
                .orElse(CHOSEN_BUDGET);
    }

    /** The budget if it is below {@code max_tokens}; else so much that a quarter is left for the answer. */
    private int fitting(int budget) {
        return budget < maxTokens ? budget : maxTokens - maxTokens / 4;
    }

    private JsonValue.Obj shown(ObjectBuilder thinking) {
        return thinking.putIfPresent(
                        "display",
                        reasoning.summary().map(summary -> summary.equals("omitted") ? "omitted" : "summarized"))
                .build();
    }

    private boolean shown() {
        return reasoning.summary().filter(summary -> !summary.equals("omitted")).isPresent();
    }
}
