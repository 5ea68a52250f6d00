package io.lingzhi.llm;

import java.util.List;
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

    /** The name by which the upstream's own search of the web is chosen. */
    public static final String SEARCH = "web_search";

    /** Whether the tool to call, of these, is the upstream's own search and not a client's tool of that name. */
    public boolean demandsSearch(List<Tool> tools) {
        return name.filter(SEARCH::equals).isPresent()
                && tools.stream().anyMatch(ToolChoice::isSearch)
                && tools.stream().noneMatch(ToolChoice::isNamedLikeIt);
    }

    private static boolean isSearch(Tool tool) {
        return switch (tool) {
            case Tool.WebSearch ignored -> true;
            case Tool.Opaque opaque -> opaque.json().string("type", "").startsWith(SEARCH);
            case Tool.Function ignored -> false;
            case Tool.Custom ignored -> false;
        };
    }

    private static boolean isNamedLikeIt(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function.name().equals(SEARCH);
            case Tool.Custom custom -> custom.name().equals(SEARCH);
            case Tool.WebSearch ignored -> false;
            case Tool.Opaque ignored -> false;
        };
    }

    /** The choice of a request that says nothing about it. */
    public static ToolChoice unspecified() {
        return new ToolChoice(Mode.DEFAULT, Optional.empty(), Optional.empty());
    }
}
