package io.lingzhi.app;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.gemini.CountTokens;
import io.lingzhi.llm.gemini.GeminiEmbeddingCall;

/** Google's calls stand in the path's end, {@code .../models/{model}:{call}}: each goes to its endpoint. */
record GeminiCalls(Endpoint generate, Endpoint count, Endpoint embed) implements Endpoint {
    @Override
    public void handle(ClientRequest request, Reply reply) {
        boolean counts = request.path().endsWith(":" + CountTokens.VERB);
        Endpoint others = GeminiEmbeddingCall.isAt(request.path()) ? embed : generate;
        (counts ? count : others).handle(request, reply);
    }
}
