package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;

/** The {@code usage} object. Its prompt tokens include cached ones, its completion tokens include reasoning. */
final class ChatUsage {
    private ChatUsage() {}

    static Usage decode(JsonValue.Obj usage) {
        JsonValue.Obj prompt = usage.object("prompt_tokens_details");
        JsonValue.Obj completion = usage.object("completion_tokens_details");
        return new Usage(
                count(usage, "prompt_tokens").orElse(0L),
                count(usage, "completion_tokens").orElse(0L),
                count(prompt, "cached_tokens")
                        .or(() -> count(usage, "prompt_cache_hit_tokens"))
                        .or(() -> count(usage, "cached_tokens"))
                        .orElse(0L),
                count(prompt, "cache_write_tokens")
                        .or(() -> count(prompt, "cached_creation_tokens"))
                        .orElse(0L),
                count(completion, "reasoning_tokens").orElse(0L));
    }

    static JsonValue.Obj encode(Usage usage) {
        return Json.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.total())
                .put(
                        "prompt_tokens_details",
                        Json.object()
                                .put("cached_tokens", usage.cacheRead())
                                .put("cache_write_tokens", usage.cacheWrite())
                                .build())
                .put(
                        "completion_tokens_details",
                        Json.object().put("reasoning_tokens", usage.reasoning()).build())
                .build();
    }

    private static Optional<Long> count(JsonValue.Obj object, String name) {
        return object.integer(name).filter(count -> count >= 0);
    }
}
