package io.lingzhi.assistant.conversation;

import java.util.List;
import java.util.Optional;

/** Shortens what was said. Blocks, since it asks a model. */
@FunctionalInterface
public interface Summarising {
    /**
     * The summary of turns and of what was summarised before them; empty when no model can make one now.
     *
     * @param before the summary so far
     */
    Optional<String> of(Optional<String> before, List<Turn> turns);
}
