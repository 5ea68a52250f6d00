package io.lingzhi.llm.openaiembeddings;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes vectors as the OpenAI API answers them. */
public final class EmbeddingResponse {
    private EmbeddingResponse() {}

    /** @param base64 whether each vector is written as base64 of little-endian 32-bit floats */
    public static byte[] encode(String model, List<float[]> vectors, boolean base64, Usage usage) {
        List<JsonValue> items = new ArrayList<>(vectors.size());
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = vectors.get(i);
            items.add(Json.object()
                    .put("object", "embedding")
                    .put("index", i)
                    .put("embedding", base64 ? base64(vector) : numbers(vector))
                    .build());
        }
        return Json.object()
                .put("object", "list")
                .put("data", items)
                .put("model", model)
                .put(
                        "usage",
                        Json.object()
                                .put("prompt_tokens", usage.input())
                                .put("total_tokens", usage.total())
                                .build())
                .bytes();
    }

    private static JsonValue numbers(float[] vector) {
        List<JsonValue> numbers = new ArrayList<>(vector.length);
        for (float value : vector) {
            numbers.add(new JsonValue.Num(Float.toString(value)));
        }
        return new JsonValue.Arr(numbers);
    }

    private static JsonValue base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return new JsonValue.Str(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
