package io.lingzhi.app;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;
import java.util.Map;

/** The small answers that need no key: whether the process lives, and what it is. */
final class Pages {
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    private static final byte[] OK = Json.object().put("status", "ok").bytes();
    private static final byte[] BANNER = Json.object()
            .put("message", "Lingzhi 灵知: one AI service in front of every model")
            .put(
                    "endpoints",
                    JsonValue.Arr.ofStrings(List.of(
                            "POST /v1/chat/completions",
                            "POST /v1/completions",
                            "POST /v1/responses",
                            "POST /v1/responses/compact",
                            "POST /v1/messages",
                            "POST /v1/messages/count_tokens",
                            "POST /v1beta/models/{model}:generateContent",
                            "POST /v1beta/models/{model}:streamGenerateContent",
                            "POST /v1beta/models/{model}:countTokens",
                            "POST /v1beta/models/{model}:embedContent",
                            "POST /v1beta/models/{model}:batchEmbedContents",
                            "POST /v1/embeddings",
                            "POST /v1/images/generations",
                            "POST /v1/images/edits",
                            "POST /v1/images/variations",
                            "POST /v1/audio/speech",
                            "POST /v1/audio/transcriptions",
                            "POST /v1/audio/translations",
                            "POST /v1/moderations",
                            "POST /v1/rerank",
                            "GET /v1/models",
                            "GET /v1/models/{id}",
                            "GET /health")))
            .bytes();

    private Pages() {}

    static void health(ClientRequest request, Reply reply) {
        reply.whole(200, JSON, OK);
    }

    static void healthHead(ClientRequest request, Reply reply) {
        reply.whole(200, JSON, new byte[0]);
    }

    static void banner(ClientRequest request, Reply reply) {
        reply.whole(200, JSON, BANNER);
    }
}
