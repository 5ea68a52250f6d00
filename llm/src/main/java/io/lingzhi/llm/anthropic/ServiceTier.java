package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.Optional;

/**
 * The wish to be served sooner or cheaper. The vocabulary speaks OpenAI's words: {@code default} is this protocol's
 * {@code service_tier: standard_only}, {@code priority} its {@code speed: fast}, and {@code auto} is the same in both.
 */
final class ServiceTier {
    /** What an upstream demands of requests that say {@code speed}. */
    static final String FAST_BETA = "fast-mode-2026-02-01";

    private ServiceTier() {}

    static Optional<String> decode(JsonValue.Obj request) {
        if (fast(request)) {
            return Optional.of("priority");
        }
        return request.string("service_tier").flatMap(ServiceTier::word);
    }

    /** The fields of the two that {@link #decode} does not tell. */
    static JsonValue.Obj rest(JsonValue.Obj request) {
        ObjectBuilder rest = Json.object();
        JsonValue tier = request.get("service_tier");
        boolean told = request.string("service_tier").flatMap(ServiceTier::word).isPresent();
        if (tier != JsonValue.Null.NULL && !told) {
            rest.put("service_tier", tier);
        }
        if (request.get("speed") != JsonValue.Null.NULL && !fast(request)) {
            rest.put("speed", request.get("speed"));
        }
        return rest.build();
    }

    /** The members that say the tier; empty when there are none for it. */
    static Optional<JsonValue.Obj> encode(String tier) {
        return switch (tier) {
            case "auto" -> Optional.of(member("service_tier", "auto"));
            case "default" -> Optional.of(member("service_tier", "standard_only"));
            case "priority" -> Optional.of(member("speed", "fast"));
            default -> Optional.empty();
        };
    }

    private static JsonValue.Obj member(String name, String value) {
        return Json.object().put(name, value).build();
    }

    /** Whether the speed tells the tier: only where the request names no tier as well. */
    private static boolean fast(JsonValue.Obj request) {
        return request.get("speed").equals(JsonValue.of("fast")) && request.get("service_tier") == JsonValue.Null.NULL;
    }

    private static Optional<String> word(String tier) {
        return switch (tier) {
            case "auto" -> Optional.of("auto");
            case "standard_only" -> Optional.of("default");
            default -> Optional.empty();
        };
    }
}
