package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sources of an answer: {@code groundingMetadata.groundingChunks} and {@code citationMetadata}. */
final class GeminiCitations {
    private GeminiCitations() {}

    static List<Citation> in(JsonValue.Obj candidate) {
        List<Citation> citations = new ArrayList<>();
        for (JsonValue item : candidate.object("groundingMetadata").list("groundingChunks")) {
            if (item instanceof JsonValue.Obj chunk) {
                chunk.members().values().forEach(source -> add(citations, source));
            }
        }
        JsonValue.Obj cited = candidate.object("citationMetadata");
        cited.list("citationSources").forEach(source -> add(citations, source));
        cited.list("citations").forEach(source -> add(citations, source));
        return citations;
    }

    static JsonValue.Obj grounding(List<Citation> citations) {
        List<JsonValue> chunks = new ArrayList<>();
        for (Citation citation : citations) {
            JsonValue source = Json.object()
                    .put("uri", citation.url())
                    .putIfPresent("title", citation.title())
                    .build();
            chunks.add(Json.object().put("web", source).build());
        }
        return Json.object().put("groundingChunks", chunks).build();
    }

    private static void add(List<Citation> citations, JsonValue source) {
        if (source instanceof JsonValue.Obj object && !object.string("uri", "").isEmpty()) {
            citations.add(new Citation(object.string("uri", ""), object.string("title"), Optional.empty()));
        }
    }
}
