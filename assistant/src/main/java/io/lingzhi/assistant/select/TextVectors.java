package io.lingzhi.assistant.select;

import java.util.List;
import java.util.Optional;

/** The port to a model that places texts by their meaning: unit vectors, so that a dot product is their likeness. */
@FunctionalInterface
public interface TextVectors {
    /** None at all: judging goes by form alone. */
    TextVectors NONE = texts -> Optional.empty();

    /** One vector for each text; empty when there is no such model. May block. */
    Optional<List<float[]>> of(List<String> texts);
}
