package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes {@code GenerateContentResponse} objects of one answer: its chunks, or the whole. */
record GeminiChunk(String id, String model, long createdAt) {
    /** A piece of the answer that is not its last. */
    JsonValue.Obj of(JsonValue.Obj part) {
        ObjectBuilder candidate =
                Json.object().put("content", content(List.of(part))).put("index", 0);
        return envelope(candidate, Optional.empty());
    }

    /** The last piece, or the whole. Without a part it holds an empty text, as Google's own last chunks do. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the answer has it
    JsonValue.Obj last(
            List<JsonValue.Obj> parts, FinishReason reason, List<Citation> citations, Optional<Usage> usage) {
        List<JsonValue.Obj> shown = parts.isEmpty() ? List.of(SignedParts.text("")) : parts;
        ObjectBuilder candidate = Json.object()
                .put("content", content(shown))
                .put("finishReason", GeminiFinish.encode(reason))
                .put("index", 0);
        if (!citations.isEmpty()) {
            candidate.put("groundingMetadata", GeminiCitations.grounding(citations));
        }
        return envelope(candidate, usage);
    }

    private static JsonValue content(List<JsonValue.Obj> parts) {
        return Json.object().put("parts", parts).put("role", GeminiTurn.MODEL).build();
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the answer has it
    private JsonValue.Obj envelope(ObjectBuilder candidate, Optional<Usage> usage) {
        return Json.object()
                .put("candidates", List.of(candidate.build()))
                .putIfPresent("usageMetadata", usage.map(GeminiUsage::encode))
                .put("modelVersion", model)
                .putIfPresent(
                        "createTime",
                        Optional.of(createdAt).filter(time -> time > 0).map(GeminiChunk::time))
                .put("responseId", id)
                .build();
    }

    private static String time(long seconds) {
        return Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond()))
                .toString();
    }
}
