package io.lingzhi.llm;

import java.util.Optional;

/**
 * How much a model should think before it answers.
 *
 * @param effort a level in the upstream's words, such as {@code low} or {@code high}
 * @param budgetTokens the most tokens to spend on thinking; 0 switches it off, -1 lets the model choose
 */
public record Reasoning(Optional<String> effort, Optional<Integer> budgetTokens) {
    /** Leaves the choice to the upstream. */
    public static Reasoning unspecified() {
        return new Reasoning(Optional.empty(), Optional.empty());
    }
}
