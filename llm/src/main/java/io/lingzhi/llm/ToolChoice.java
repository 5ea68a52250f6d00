package io.lingzhi.llm;

import java.util.Optional;

/**
 * Which tools the model may or must call.
 *
 * @param name the tool to call, present with {@link Mode#NAMED} only
 * @param parallel whether several calls may come in one turn; absent: the upstream's default
 */
public record ToolChoice(Mode mode, Optional<String> name, Optional<Boolean> parallel) {
    /** What the model is told about calling tools. */
    public enum Mode {
        /** The request said nothing. */
        DEFAULT,
        AUTO,
        NONE,
        REQUIRED,
        NAMED
    }

    public ToolChoice {
        if ((mode == Mode.NAMED) != name.isPresent()) {
            throw new IllegalArgumentException("a tool name belongs to the named choice, and only to it");
        }
    }

    /** The choice of a request that says nothing about it. */
    public static ToolChoice unspecified() {
        return new ToolChoice(Mode.DEFAULT, Optional.empty(), Optional.empty());
    }
}
