package io.lingzhi.llm;

import java.util.List;

/**
 * How a model can be told to think.
 *
 * @param minTokens least budget, in tokens
 * @param maxTokens largest budget, in tokens; 0: it takes no budget
 * @param levels the efforts that it takes, as in {@link Reasoning#effort()}, least first; empty: it takes none
 * @param canBeOff whether it can answer without thinking
 * @param canChoose whether it can be left to the model how much to think
 */
public record ThinkingLimits(int minTokens, int maxTokens, List<String> levels, boolean canBeOff, boolean canChoose) {
    /** A model that does not think. */
    public static final ThinkingLimits NONE = new ThinkingLimits(0, 0, List.of(), true, false);

    public ThinkingLimits {
        levels = List.copyOf(levels);
    }

    boolean thinks() {
        return maxTokens > 0 || !levels.isEmpty();
    }

    /** Whether the amount is told as an effort; a model that takes both is told so. */
    public boolean byLevel() {
        return !levels.isEmpty();
    }
}
