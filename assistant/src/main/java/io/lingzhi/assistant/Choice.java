package io.lingzhi.assistant;

import io.lingzhi.assistant.select.Judgement;
import io.lingzhi.assistant.select.Selection.Because;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import java.util.List;
import java.util.Optional;

/**
 * Which model was taken, and why.
 *
 * @param judgement where the question's complexity was judged
 * @param setbacks the models that were tried before it and could not answer
 */
public record Choice(ModelId model, Because because, Optional<Judgement> judgement, List<Setback> setbacks) {
    public Choice {
        setbacks = List.copyOf(setbacks);
    }

    /** Whether a better choice was not to be had. */
    public boolean degraded() {
        return !setbacks.isEmpty();
    }

    /** A model before this one that could not answer. */
    public record Setback(ModelId model, Failure failure) {}
}
