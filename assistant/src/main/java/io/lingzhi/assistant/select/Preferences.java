package io.lingzhi.assistant.select;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's word on which model does what. A value is a short name of the API or a model's own name.
 *
 * @param names short names, such as {@code deepseek}, to the models that they stand for
 * @param tasks names of tasks to models
 * @param levels complexities to models
 * @param order models to step down to, best first
 * @param seeing models that take pictures, best first: what to step down to where there are any
 */
public record Preferences(
        Map<String, String> names,
        Map<String, String> tasks,
        Map<Complexity, String> levels,
        List<String> order,
        List<String> seeing) {
    public Preferences {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
        levels = Map.copyOf(levels);
        order = List.copyOf(order);
        seeing = List.copyOf(seeing);
    }

    /** What a name stands for: itself, unless it is a short name. */
    public String resolve(String name) {
        return names.getOrDefault(name, name);
    }

    /** The model for a task. */
    public Optional<String> ofTask(String task) {
        return Optional.ofNullable(tasks.get(task)).map(this::resolve);
    }

    /** The model for a level. */
    public Optional<String> ofLevel(Complexity level) {
        return Optional.ofNullable(levels.get(level)).map(this::resolve);
    }
}
