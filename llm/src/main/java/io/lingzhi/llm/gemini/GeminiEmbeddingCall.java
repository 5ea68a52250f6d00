package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Loss;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A client's {@code embedContent} or {@code batchEmbedContents} call: the URL names the model, and so may the body. */
public final class GeminiEmbeddingCall {
    private static final Set<String> TRANSLATED = Set.of("model", "content", "outputDimensionality");

    private final GeminiPath path;
    private final byte[] body;
    private final JsonValue.Obj json;

    private GeminiEmbeddingCall(GeminiPath path, byte[] body, JsonValue.Obj json) {
        this.path = path;
        this.body = body;
        this.json = json;
    }

    /** Whether the path's verb is one of the two. */
    public static boolean isAt(String path) {
        return path.endsWith(":" + GeminiEmbeddingRequest.ONE) || path.endsWith(":" + GeminiEmbeddingRequest.BATCH);
    }

    /** @param path for which {@link #isAt} holds */
    public static GeminiEmbeddingCall read(String path, byte[] body) throws RejectedException {
        try {
            return new GeminiEmbeddingCall(GeminiPath.of(path), body, CamelNames.of(Json.parseObject(body)));
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    public ModelId model() {
        return path.model();
    }

    /** Whether many texts are asked for, so that the answer is a list. */
    public boolean batch() {
        return path.verb().equals(GeminiEmbeddingRequest.BATCH);
    }

    public GeminiEmbeddingRequest request() throws RejectedException {
        return batch() ? GeminiEmbeddingRequest.decodeBatch(body) : GeminiEmbeddingRequest.decode(body);
    }

    /** The path of the same call below an upstream's base URL. */
    public String path(String upstreamModel) {
        return GeminiPath.upstream(upstreamModel, path.verb());
    }

    /** The path of a call for many texts. */
    public static String batchPath(String upstreamModel) {
        return GeminiPath.upstream(upstreamModel, GeminiEmbeddingRequest.BATCH);
    }

    /** The body with the upstream's name of the model at each place that names one. */
    public byte[] patched(String upstreamModel) {
        JsonValue name = JsonValue.of(GeminiPath.MODELS.substring(1) + GeminiPath.bare(upstreamModel));
        JsonValue.Obj renamed = renamed(json, name);
        if (json.get("requests") instanceof JsonValue.Arr(List<JsonValue> requests)) {
            List<JsonValue> all = new ArrayList<>();
            for (JsonValue request : requests) {
                all.add(request instanceof JsonValue.Obj object ? renamed(object, name) : request);
            }
            renamed = with(renamed, "requests", new JsonValue.Arr(all));
        }
        return Json.bytes(renamed);
    }

    private static JsonValue.Obj renamed(JsonValue.Obj object, JsonValue name) {
        return object.has("model") ? with(object, "model", name) : object;
    }

    private static JsonValue.Obj with(JsonValue.Obj object, String member, JsonValue value) {
        ObjectBuilder changed = Json.object();
        object.members().forEach(changed::put);
        return changed.put(member, value).build();
    }

    /** What other protocols have no word for. */
    public List<Loss> untold() {
        List<Loss> losses = new ArrayList<>();
        List<JsonValue> requests = batch() ? json.list("requests") : List.of(json);
        for (int i = 0; i < requests.size(); i++) {
            String place = batch() ? "requests[" + i + "]." : "";
            if (requests.get(i) instanceof JsonValue.Obj request) {
                CamelNames.of(request).members().keySet().stream()
                        .filter(member -> !TRANSLATED.contains(member))
                        .forEach(member -> losses.add(new Loss(place + member, "no such field upstream")));
            }
        }
        return losses;
    }
}
