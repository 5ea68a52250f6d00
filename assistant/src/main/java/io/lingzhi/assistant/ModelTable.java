package io.lingzhi.assistant;

import io.lingzhi.assistant.select.Preferences;
import io.lingzhi.llm.ModelId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the service comes from a request to a model.
 *
 * @param embedding the model that makes vectors unless a request names another one
 */
public record ModelTable(Preferences preferences, String embedding) {
    public ModelTable {
        Stream.of(
                        preferences.names().values(),
                        preferences.tasks().values(),
                        preferences.levels().values(),
                        preferences.order(),
                        preferences.seeing(),
                        List.of(embedding))
                .forEach(names -> names.forEach(ModelTable::check));
    }

    /** Short names and an order, and no preferences beyond. */
    public ModelTable(Map<String, String> names, List<String> order, String embedding) {
        this(new Preferences(names, Map.of(), Map.of(), order, List.of()), embedding);
    }

    private static void check(String name) {
        if (name.isBlank() || name.length() > ModelId.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "assistant: a model name has 1 to " + ModelId.MAX_LENGTH + " characters, found '" + name + "'");
        }
    }

    /** Which model makes vectors. A short name stands for a chat model, so the default serves it. */
    public String resolveEmbedding(String name) {
        return preferences.names().containsKey(name) ? embedding : name;
    }
}
