package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Arr;
import io.lingzhi.llm.json.JsonValue.Num;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Answers an embeddings request: a vector of length 1 for each input, told by the text alone.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/embeddings, read 2026-11-22.
 */
final class EmbeddingAnswer {
    /** Numbers of a vector when the client does not say. */
    static final int DEFAULT_DIMENSIONS = 64;

    private static final int MAX_DIMENSIONS = 4096;
    private static final int MAX_INPUTS = 2048;
    private static final int MAX_NUMBERS = 1 << 20;

    private EmbeddingAnswer() {}

    static Reply of(Obj body) throws BadAskException {
        String model = body.string("model").orElseThrow(() -> new BadAskException("model is missing: name one"));
        List<String> inputs = inputs(body.get("input"));
        int dimensions = dimensions(body, "dimensions", inputs.size());
        String format = body.string("encoding_format", "float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw new BadAskException("encoding_format must be float or base64");
        }
        List<Obj> vectors = new ArrayList<>();
        for (String input : inputs) {
            float[] vector = vector(input, dimensions);
            vectors.add(Json.object()
                    .put("object", "embedding")
                    .put("index", vectors.size())
                    .put("embedding", format.equals("float") ? numbers(vector) : JsonValue.of(base64(vector)))
                    .build());
        }
        long tokens = inputs.stream().mapToInt(Texts::tokens).sum();
        Obj usage = Json.object()
                .put("prompt_tokens", tokens)
                .put("total_tokens", tokens)
                .build();
        return Reply.Whole.good(Json.object()
                .put("object", "list")
                .put("data", vectors)
                .put("model", model)
                .put("usage", usage)
                .build());
    }

    /** The vector of a text: equal texts give equal vectors. */
    static float[] vector(String text, int dimensions) {
        SplittableRandom random = new SplittableRandom(Texts.hash(text));
        double[] raw = new double[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            raw[i] = random.nextDouble(-1, 1);
            squares += raw[i] * raw[i];
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (raw[i] / Math.sqrt(squares));
        }
        return vector;
    }

    /** A text, a list of texts, a list of tokens or a list of such lists. Tokens stand for their JSON text. */
    private static List<String> inputs(JsonValue input) throws BadAskException {
        List<JsonValue> items =
                input instanceof Arr(List<JsonValue> list) && !(list.isEmpty() || list.getFirst() instanceof Num)
                        ? list
                        : List.of(input);
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items) {
            String text = item instanceof JsonValue.Str(String value) ? value : Json.text(item);
            if (text.isEmpty() || item instanceof Obj || item instanceof JsonValue.Null || text.equals("[]")) {
                throw new BadAskException("input must be a text, tokens or a list of them, none of them empty");
            }
            texts.add(text);
        }
        if (texts.size() > MAX_INPUTS) {
            throw new BadAskException("input has more than " + MAX_INPUTS + " items: send fewer at once");
        }
        return texts;
    }

    static int dimensions(Obj body, String name, int inputs) throws BadAskException {
        long dimensions = body.integer(name).orElse((long) DEFAULT_DIMENSIONS);
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS || dimensions * inputs > MAX_NUMBERS) {
            throw new BadAskException(name + " must be 1 to " + MAX_DIMENSIONS + ", and at most " + MAX_NUMBERS
                    + " for all inputs together");
        }
        return (int) dimensions;
    }

    static Arr numbers(float[] vector) {
        List<JsonValue> numbers = new ArrayList<>(vector.length);
        for (float number : vector) {
            numbers.add(new Num(Float.toString(number)));
        }
        return new Arr(numbers);
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
