package io.lingzhi.assistant.select;

import java.util.Optional;

/**
 * What a request says about the model that it wants. A model goes before a level, and a level before a task.
 *
 * @param model a short name or a model's name
 * @param task a task's name, such as {@code coding}
 * @param level how much the question asks for
 */
public record Wish(Optional<String> model, Optional<Level> level, Optional<String> task) {
    /** No wish: the service chooses. */
    public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty());

    /** A wish for this model alone. */
    public static Wish ofModel(String model) {
        return new Wish(Optional.of(model), Optional.empty(), Optional.empty());
    }

    /** A level that was said, or the wish to have it judged. */
    public sealed interface Level {
        record Said(Complexity complexity) implements Level {}

        record Judged() implements Level {}
    }
}
