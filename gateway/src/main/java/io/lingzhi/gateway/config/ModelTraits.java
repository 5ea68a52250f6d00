package io.lingzhi.gateway.config;

import io.lingzhi.llm.ThinkingLimits;
import java.util.List;
import java.util.Optional;

/**
 * What the file says of a model beside its names. What it does not say is not known.
 *
 * @param displayName for people, in lists of models
 * @param contextTokens size of the context window
 * @param aliasInAnswers whether answers name the model as clients call it, and not as the upstream does
 * @param thinking how it can be told to think
 * @param reads kinds of content that it takes, such as {@code text} and {@code image}; empty: not known
 * @param writes kinds of content that it makes; empty: not known
 */
public record ModelTraits(
        Optional<String> displayName,
        Optional<Integer> contextTokens,
        boolean aliasInAnswers,
        Optional<ThinkingLimits> thinking,
        List<String> reads,
        List<String> writes) {
    /** Nothing is known. */
    public static final ModelTraits NONE =
            new ModelTraits(Optional.empty(), Optional.empty(), false, Optional.empty(), List.of(), List.of());

    public ModelTraits {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    /** Whether it is known to take no images. */
    public boolean readsNoImages() {
        return !reads.isEmpty() && !reads.contains("image");
    }

    /** Whether it is known to make no text, so that no conversation can be held with it. */
    public boolean writesNoText() {
        return !writes.isEmpty() && !writes.contains("text");
    }
}
