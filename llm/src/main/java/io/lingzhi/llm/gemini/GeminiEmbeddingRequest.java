package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts to be turned into vectors: {@code embedContent} for one, {@code batchEmbedContents} for many. Source:
 * https://ai.google.dev/api/embeddings, read 2026-11-22. What a text is for ({@code taskType}) and its {@code title}
 * are not carried.
 *
 * @param dimensions the length of vector that is wanted, if the request names one
 */
public record GeminiEmbeddingRequest(List<String> texts, Optional<Integer> dimensions) {
    /** The verb in the URL for one text. */
    public static final String ONE = "embedContent";

    /** The verb in the URL for many texts. */
    public static final String BATCH = "batchEmbedContents";

    public GeminiEmbeddingRequest {
        texts = List.copyOf(texts);
    }

    /** Reads the body of a call with the verb {@link #ONE}. */
    public static GeminiEmbeddingRequest decode(byte[] body) throws RejectedException {
        RequestObject request = root(body);
        return new GeminiEmbeddingRequest(List.of(text(request)), dimensions(request));
    }

    /** Reads the body of a call with the verb {@link #BATCH}; the first wish for a length counts for all. */
    public static GeminiEmbeddingRequest decodeBatch(byte[] body) throws RejectedException {
        RequestObject root = root(body);
        List<String> texts = new ArrayList<>();
        Optional<Integer> dimensions = Optional.empty();
        for (RequestObject item : root.objects("requests")) {
            RequestObject request = CamelNames.of(item);
            texts.add(text(request));
            dimensions = dimensions.isPresent() ? dimensions : dimensions(request);
        }
        if (texts.isEmpty()) {
            throw root.expected("requests", "a list of at least one request");
        }
        return new GeminiEmbeddingRequest(texts, dimensions);
    }

    /** A body for the verb {@link #BATCH}. */
    public byte[] encodeBatch(ModelId model) {
        List<JsonValue> requests = new ArrayList<>();
        for (String text : texts) {
            ObjectBuilder request = Json.object()
                    .put("model", "models/" + model.value())
                    .put(
                            "content",
                            Json.object()
                                    .put("parts", List.of(SignedParts.text(text)))
                                    .build())
                    .putIfPresent("outputDimensionality", dimensions);
            requests.add(request.build());
        }
        return Json.object().put("requests", requests).bytes();
    }

    private static RequestObject root(byte[] body) throws RejectedException {
        try {
            return CamelNames.of(new RequestObject("", Json.parseObject(body)));
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    /** The texts of the content's parts, joined by line feeds. */
    private static String text(RequestObject request) throws RejectedException {
        RequestObject content = CamelNames.of(request.requiredObject("content"));
        List<String> texts = new ArrayList<>();
        for (RequestObject part : content.objects("parts")) {
            texts.add(part.requiredText("text"));
        }
        if (texts.isEmpty()) {
            throw content.expected("parts", "a list of at least one text");
        }
        return String.join("\n", texts);
    }

    private static Optional<Integer> dimensions(RequestObject request) throws RejectedException {
        Optional<Long> wanted = request.integer("outputDimensionality");
        if (wanted.filter(length -> length < 1 || length > 1 << 20).isPresent()) {
            throw request.expected("outputDimensionality", "a length of vector");
        }
        return wanted.map(Long::intValue);
    }
}
