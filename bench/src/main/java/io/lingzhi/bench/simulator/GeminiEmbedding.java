package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers Gemini's embedContent and batchEmbedContents with the vectors that {@link EmbeddingAnswer} gives too.
 *
 * <p>Source: https://ai.google.dev/api/embeddings, read 2026-11-22.
 */
final class GeminiEmbedding {
    private static final int MAX_BATCH = 100;

    private GeminiEmbedding() {}

    static Reply one(Obj request) throws BadAskException {
        return Reply.Whole.good(
                Json.object().put("embedding", embedding(request)).build());
    }

    static Reply batch(Obj body) throws BadAskException {
        List<Obj> requests = Contents.objects(body.get("requests"));
        if (requests.isEmpty() || requests.size() > MAX_BATCH) {
            throw new BadAskException("requests must have 1 to " + MAX_BATCH + " items");
        }
        List<Obj> embeddings = new ArrayList<>();
        for (Obj request : requests) {
            embeddings.add(embedding(request));
        }
        return Reply.Whole.good(Json.object().put("embeddings", embeddings).build());
    }

    private static Obj embedding(Obj request) throws BadAskException {
        String text = Contents.text(request.object("content").get("parts"));
        if (text.isEmpty()) {
            throw new BadAskException("content is empty: give a text");
        }
        int dimensions = EmbeddingAnswer.dimensions(request, "outputDimensionality", 1);
        return Json.object()
                .put("values", EmbeddingAnswer.numbers(EmbeddingAnswer.vector(text, dimensions)))
                .build();
    }
}
