package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;

/** The {@code usage} object. Its input includes cached tokens, its output includes reasoning. */
final class ResponsesUsage {
    private ResponsesUsage() {}

    static Usage decode(JsonValue.Obj usage) {
        JsonValue.Obj input = usage.object("input_tokens_details");
        JsonValue.Obj output = usage.object("output_tokens_details");
        return new Usage(
                count(usage, "input_tokens"),
                count(usage, "output_tokens"),
                count(input, "cached_tokens"),
                count(input, "cache_write_tokens"),
                count(output, "reasoning_tokens"));
    }

    /** Both details objects are required, and stand even where nothing was counted. */
    static JsonValue.Obj encode(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.input())
                .put(
                        "input_tokens_details",
                        Json.object()
                                .put("cached_tokens", usage.cacheRead())
                                .put("cache_write_tokens", usage.cacheWrite())
                                .build())
                .put("output_tokens", usage.output())
                .put(
                        "output_tokens_details",
                        Json.object().put("reasoning_tokens", usage.reasoning()).build())
                .put("total_tokens", usage.total())
                .build();
    }

    private static long count(JsonValue.Obj object, String name) {
        return object.integer(name).filter(count -> count >= 0).orElse(0L);
    }
}
