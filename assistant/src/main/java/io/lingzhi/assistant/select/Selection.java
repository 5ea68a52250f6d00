package io.lingzhi.assistant.select;

import java.util.List;
import java.util.Optional;

/**
 * The models that may answer, best first, and why the first is the first.
 *
 * @param candidates never empty; the first was chosen, the rest is what to step down to
 * @param judgement where the complexity was judged
 */
public record Selection(List<String> candidates, Because because, Optional<Judgement> judgement) {
    public Selection {
        candidates = List.copyOf(candidates);
    }

    /** Whether no other model may answer in place of the first: the request named it. */
    public boolean alone() {
        return switch (because) {
            case Because.Named _, Because.ShortName _ -> true;
            case Because.OfLevel _, Because.OfTask _, Because.Order _ -> false;
        };
    }

    /** Where a choice comes from. */
    public sealed interface Because {
        /** The request named the model itself. */
        record Named() implements Because {}

        /** The request used a short name for it. */
        record ShortName(String name) implements Because {}

        /** It is the model for this complexity. */
        record OfLevel(Complexity level, boolean judged) implements Because {}

        /** It is the model for this task. {@code said}: whether the request named the task, or its address did. */
        record OfTask(String task, boolean said) implements Because {}

        /** Nothing was said, and the configured order led here. */
        record Order() implements Because {}
    }
}
