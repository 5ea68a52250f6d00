package io.lingzhi.llm.openaiembeddings;

import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Writes and reads vectors as the OpenAI API answers them. */
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

    /** Reads an answer to a request for {@code count} texts; vectors may come as numbers or as base64. */
    public static EmbeddingClient.Vectors decode(byte[] body, int count) {
        try {
            JsonValue.Obj answer = Json.parseObject(body);
            float[][] vectors = new float[count][];
            int position = 0;
            for (JsonValue item : answer.list("data")) {
                if (item instanceof JsonValue.Obj entry) {
                    int index = entry.integer("index").map(Math::toIntExact).orElse(position);
                    vectors[Objects.checkIndex(index, count)] = vector(entry.get("embedding"));
                }
                position++;
            }
            if (Arrays.asList(vectors).contains(null)) {
                return malformed("fewer vectors than texts");
            }
            long tokens = answer.object("usage").integer("prompt_tokens").orElse(0L);
            return new EmbeddingClient.Vectors.Complete(
                    answer.string("model", ""), List.of(vectors), new Usage(Math.max(0, tokens), 0, 0, 0, 0));
        } catch (JsonSyntaxException | IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            return malformed("a form that cannot be read");
        }
    }

    private static EmbeddingClient.Vectors malformed(String what) {
        return new EmbeddingClient.Vectors.Failed(
                new Failure.UpstreamFault("the upstream's answer to an embeddings call has " + what));
    }

    private static float[] vector(JsonValue value) {
        return switch (value) {
            case JsonValue.Str(String base64) -> {
                ByteBuffer bytes =
                        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
                float[] vector = new float[bytes.remaining() / Float.BYTES];
                bytes.asFloatBuffer().get(vector);
                yield vector;
            }
            case JsonValue.Arr(List<JsonValue> items) -> {
                float[] vector = new float[items.size()];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = number(items.get(i));
                }
                yield vector;
            }
            case JsonValue.Obj _, JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ ->
                throw new IllegalArgumentException("no vector");
        };
    }

    private static float number(JsonValue item) {
        if (item instanceof JsonValue.Num(String text)) {
            return Float.parseFloat(text);
        }
        throw new IllegalArgumentException("no number");
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
