package io.lingzhi.llm;

import java.util.Optional;

/**
 * How much a model should think before it answers, and how much of that it should show. {@link #effortWord} and
 * {@link #budget} give the one in terms of the other, for a protocol that has only one of them.
 *
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh} or {@code max}
 * @param budgetTokens the most tokens to spend on thinking; 0 switches it off, -1 lets the model choose
 * @param summary whether thoughts are shown: {@code auto}, {@code concise}, {@code detailed} or {@code omitted}
 */
public record Reasoning(Optional<String> effort, Optional<Integer> budgetTokens, Optional<String> summary) {
    /** Leaves the choice to the upstream. */
    public static Reasoning unspecified() {
        return new Reasoning(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether the request says anything about the amount of thinking. */
    public boolean specified() {
        return effort.isPresent() || budgetTokens.isPresent();
    }

    /** The effort, worked out from the budget where only that is known: {@code auto} when the model may choose. */
    public Optional<String> effortWord() {
        return effort.or(() -> budgetTokens.map(Reasoning::effortOf));
    }

    /** The budget in tokens, worked out from the effort where only that is known. */
    public Optional<Integer> budget() {
        return budgetTokens.or(() -> effort.map(Reasoning::budgetOf));
    }

    private static String effortOf(int budget) {
        if (budget < 0) {
            return "auto";
        }
        if (budget == 0) {
            return "none";
        }
        if (budget <= 512) {
            return "minimal";
        }
        if (budget <= 1024) {
            return "low";
        }
        if (budget <= 8192) {
            return "medium";
        }
        return budget <= 24_576 ? "high" : "xhigh";
    }

    private static int budgetOf(String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal" -> 512;
            case "low" -> 1024;
            case "medium" -> 8192;
            case "high" -> 24_576;
            case "xhigh" -> 32_768;
            case "max" -> 128_000;
            default -> -1;
        };
    }
}
