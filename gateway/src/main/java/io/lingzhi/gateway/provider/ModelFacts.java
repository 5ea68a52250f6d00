package io.lingzhi.gateway.provider;

import io.lingzhi.llm.ThinkingLimits;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of {@code models.yaml}: what is known of the models whose names fit.
 *
 * @param names whole names, or beginnings of names that end in {@code *}; case does not matter
 * @param with quirks beside the provider's
 * @param without quirks of the provider that these models do not have
 */
record ModelFacts(List<String> names, Optional<ThinkingLimits> thinking, Set<Quirk> with, Set<Quirk> without) {
    /** Nothing is known. */
    static final ModelFacts NONE = new ModelFacts(List.of(), Optional.empty(), Set.of(), Set.of());

    static ModelFacts of(Map<String, List<String>> row) {
        return new ModelFacts(
                row.getOrDefault("models", List.of()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList(),
                limits(row),
                Providers.quirks(row.getOrDefault("quirks", List.of())),
                Providers.quirks(row.getOrDefault("without", List.of())));
    }

    private static Optional<ThinkingLimits> limits(Map<String, List<String>> row) {
        List<String> budget = row.getOrDefault("budget", List.of("0", "0"));
        List<String> levels = row.getOrDefault("levels", List.of());
        List<String> also = row.getOrDefault("also", List.of());
        ThinkingLimits limits = new ThinkingLimits(
                Integer.parseInt(budget.getFirst()),
                Integer.parseInt(budget.getLast()),
                levels,
                also.contains("off"),
                also.contains("auto"));
        return row.containsKey("budget") || row.containsKey("levels") ? Optional.of(limits) : Optional.empty();
    }

    boolean fits(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        return names.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }
}
