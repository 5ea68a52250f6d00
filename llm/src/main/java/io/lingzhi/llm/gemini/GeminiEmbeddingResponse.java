package io.lingzhi.llm.gemini;

import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads vectors as Gemini answers them. */
public final class GeminiEmbeddingResponse {
    private GeminiEmbeddingResponse() {}

    /** The answer to {@code embedContent}. */
    public static byte[] encode(float[] vector) {
        return Json.object().put("embedding", values(vector)).bytes();
    }

    /** The answer to {@code batchEmbedContents}. */
    public static byte[] encodeBatch(List<float[]> vectors) {
        return Json.object()
                .put(
                        "embeddings",
                        vectors.stream().map(GeminiEmbeddingResponse::values).toList())
                .bytes();
    }

    /** Reads an answer of either form to a request for {@code count} texts. It names no model and no usage. */
    public static EmbeddingClient.Vectors decode(byte[] body, int count) {
        try {
            JsonValue.Obj answer = Json.parseObject(body);
            List<JsonValue> items =
                    answer.has("embedding") ? List.of(answer.get("embedding")) : answer.list("embeddings");
            List<float[]> vectors = new ArrayList<>();
            for (JsonValue item : items) {
                vectors.add(vector(item));
            }
            return vectors.size() == count
                    ? new EmbeddingClient.Vectors.Complete("", vectors, Usage.NONE)
                    : malformed(vectors.size() + " vectors for " + count + " texts");
        } catch (JsonSyntaxException | NumberFormatException e) {
            return malformed("a form that cannot be read");
        }
    }

    private static JsonValue.Obj values(float[] vector) {
        List<JsonValue> numbers = new ArrayList<>(vector.length);
        for (float value : vector) {
            numbers.add(new JsonValue.Num(Float.toString(value)));
        }
        return Json.object().put("values", numbers).build();
    }

    private static float[] vector(JsonValue item) {
        List<JsonValue> numbers = item instanceof JsonValue.Obj object ? object.list("values") : List.of();
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = number(numbers.get(i));
        }
        return vector;
    }

    private static float number(JsonValue item) {
        if (item instanceof JsonValue.Num(String text)) {
            return Float.parseFloat(text);
        }
        throw new NumberFormatException("no number");
    }

    private static EmbeddingClient.Vectors malformed(String what) {
        return new EmbeddingClient.Vectors.Failed(
                new Failure.UpstreamFault("The upstream's answer to an embeddings call has " + what + "."));
    }
}
