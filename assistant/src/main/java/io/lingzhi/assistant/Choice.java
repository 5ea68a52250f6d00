package io.lingzhi.assistant;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import java.util.List;

/**
 * Which model was taken, and why.
 *
 * @param setbacks the models that were tried before it and could not answer
 */
public record Choice(ModelId model, Reason reason, List<Setback> setbacks) {
    public Choice {
        setbacks = List.copyOf(setbacks);
    }

    /** Whether a better choice was not to be had. */
    public boolean degraded() {
        return !setbacks.isEmpty();
    }

    /** Where a choice comes from. */
    public sealed interface Reason {
        /** The request named the model itself. */
        record Named() implements Reason {}

        /** The request used a short name for it. */
        record ShortName(String name) implements Reason {}

        /** The request named none, and the configured order led here. */
        record Order() implements Reason {}
    }

    /** A model of the order that could not answer. */
    public record Setback(ModelId model, Failure failure) {}
}
