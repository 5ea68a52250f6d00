package io.lingzhi.gateway.route;

import java.util.List;
import java.util.Optional;

/**
 * One of the models by which a request may be answered, with all that can serve it.
 *
 * @param model the name under which the stage was configured
 * @param candidates highest priority first; empty where the process serves the model itself
 * @param local the model inside the process
 */
public record Stage(Reason reason, String model, List<Candidate> candidates, Optional<String> local) {
    public Stage {
        candidates = List.copyOf(candidates);
    }

    /** Why a model is among those to try. */
    public enum Reason {
        /** It was asked for. */
        ASKED,
        /** All credentials of the one before are out of quota. */
        PREVIEW,
        /** None of those before answers. */
        FALLBACK,
        /** The conversation is too long for those before. */
        LARGER_CONTEXT
    }
}
