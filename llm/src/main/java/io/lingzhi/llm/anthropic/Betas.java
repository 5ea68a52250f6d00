package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the betas that a request needs, for the header {@code anthropic-beta}. Used by one thread at a time. */
final class Betas {
    /** Where they stand, joined by commas. */
    static final String HEADER = "anthropic-beta";

    static final String FILES = "files-api-2025-04-14";

    /** Fields that an upstream accepts only together with a beta. */
    private static final Map<String, String> OF_FIELD = Map.of(
            "mcp_servers", "mcp-client-2025-11-20",
            "context_management", "context-management-2025-06-27",
            "speed", ServiceTier.FAST_BETA);

    private final Set<String> names = new LinkedHashSet<>();

    /** The betas of carried fields, and those that the body itself lists. */
    static Betas of(CarriedFields carried) {
        Betas betas = new Betas();
        for (JsonValue item : carried.fields().list("betas")) {
            if (item instanceof JsonValue.Str(String name)) {
                betas.need(name);
            }
        }
        carried.fields().members().keySet().forEach(betas::needForField);
        return betas;
    }

    /** Each name of two headers once, in order. */
    static String union(String first, String second) {
        return Stream.of(first, second)
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(","));
    }

    void need(String name) {
        names.add(name);
    }

    void needForField(String field) {
        Optional.ofNullable(OF_FIELD.get(field)).ifPresent(this::need);
    }

    /** The header's value, if there is need for it. */
    Optional<String> header() {
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(",", names));
    }
}
