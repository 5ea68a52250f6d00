package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;

/**
 * The {@code usageMetadata} object. Its prompt includes what came from the cache; its candidates exclude thoughts; what
 * tools of Google's put into the prompt is counted apart.
 */
final class GeminiUsage {
    private GeminiUsage() {}

    static Usage decode(JsonValue.Obj metadata) {
        JsonValue.Obj usage = CamelNames.of(metadata);
        long thoughts = count(usage, "thoughtsTokenCount");
        return new Usage(
                count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount"),
                count(usage, "candidatesTokenCount") + thoughts,
                count(usage, "cachedContentTokenCount"),
                0,
                thoughts);
    }

    static JsonValue.Obj encode(Usage usage) {
        return Json.object()
                .put("promptTokenCount", usage.input())
                .put("candidatesTokenCount", Math.max(0, usage.output() - usage.reasoning()))
                .put("totalTokenCount", usage.total())
                .put("cachedContentTokenCount", usage.cacheRead())
                .put("thoughtsTokenCount", usage.reasoning())
                .build();
    }

    private static long count(JsonValue.Obj object, String name) {
        return object.integer(name)
                .filter(count -> count >= 0 && count < Integer.MAX_VALUE)
                .orElse(0L);
    }
}
