package io.lingzhi.llm.openaiembeddings;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts to be turned into vectors.
 *
 * @param base64 whether the vectors are wanted as base64 of little-endian 32-bit floats
 * @param dimensions the length of vector that is wanted, if the request names one
 */
public record EmbeddingRequest(List<String> texts, boolean base64, Optional<Integer> dimensions) {
    public EmbeddingRequest {
        texts = List.copyOf(texts);
    }

    /** A request body for these texts; the vectors come as base64. */
    public static byte[] encode(String model, List<String> texts) {
        return new EmbeddingRequest(texts, true, Optional.empty()).encode(model);
    }

    /** The body of this request. */
    public byte[] encode(String model) {
        return Json.object()
                .put("model", model)
                .put("input", JsonValue.Arr.ofStrings(texts))
                .put("encoding_format", base64 ? "base64" : "float")
                .putIfPresent("dimensions", dimensions)
                .bytes();
    }

    /** Reads a request body. */
    public static EmbeddingRequest decode(byte[] body) throws RejectedException {
        JsonValue.Obj object = object(body);
        String format = object.string("encoding_format", "float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw rejected("encoding_format is float or base64", "encoding_format");
        }
        return new EmbeddingRequest(texts(object.get("input")), format.equals("base64"), dimensions(object));
    }

    private static Optional<Integer> dimensions(JsonValue.Obj object) throws RejectedException {
        if (!object.has("dimensions") || object.get("dimensions") == JsonValue.Null.NULL) {
            return Optional.empty();
        }
        Optional<Integer> dimensions = object.integer("dimensions")
                .filter(number -> number >= 1 && number <= Integer.MAX_VALUE)
                .map(Math::toIntExact);
        if (dimensions.isEmpty()) {
            throw rejected("dimensions is a whole number of 1 or more", "dimensions");
        }
        return dimensions;
    }

    private static JsonValue.Obj object(byte[] body) throws RejectedException {
        try {
            return Json.parseObject(body);
        } catch (JsonSyntaxException e) {
            throw new RejectedException(Failure.InvalidRequest.of("the body is not a JSON object: " + e.getMessage()));
        }
    }

    private static List<String> texts(JsonValue input) throws RejectedException {
        if (input instanceof JsonValue.Str(String text)) {
            return List.of(text);
        }
        if (!(input instanceof JsonValue.Arr(List<JsonValue> items)) || items.isEmpty()) {
            throw rejected("input is a text or a list of texts, and not empty", "input");
        }
        List<String> texts = new ArrayList<>(items.size());
        for (JsonValue item : items) {
            if (!(item instanceof JsonValue.Str(String text))) {
                throw rejected("this model takes texts, not tokens: send input as a list of texts", "input");
            }
            texts.add(text);
        }
        return texts;
    }

    private static RejectedException rejected(String message, String param) {
        return new RejectedException(Failure.InvalidRequest.of(message, param));
    }
}
