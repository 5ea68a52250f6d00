package io.lingzhi.assistant;

import io.lingzhi.llm.ModelId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the service comes from a request to a model.
 *
 * @param names short names of the API, such as {@code deepseek}, to the models they stand for
 * @param order models to try when a request names none, best first
 * @param embedding the model that makes vectors unless a request names another one
 */
public record ModelTable(Map<String, String> names, List<String> order, String embedding) {
    public ModelTable {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        order = List.copyOf(order);
        names.values().forEach(ModelTable::check);
        order.forEach(ModelTable::check);
        check(embedding);
    }

    private static void check(String name) {
        if (name.isBlank() || name.length() > ModelId.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "assistant: a model name has 1 to " + ModelId.MAX_LENGTH + " characters, found '" + name + "'");
        }
    }

    /** What a name stands for: itself, unless it is a short name. */
    public String resolve(String name) {
        return names.getOrDefault(name, name);
    }

    /** Which model makes vectors. A short name stands for a chat model, so the default serves it. */
    public String resolveEmbedding(String name) {
        return names.containsKey(name) ? embedding : name;
    }
}
