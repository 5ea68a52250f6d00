package io.lingzhi.app;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.gemini.CountTokens;

/** Google's calls stand in the path's end, {@code .../models/{model}:{call}}: each goes to its endpoint. */
record GeminiCalls(Endpoint generate, Endpoint count) implements Endpoint {
    @Override
    public void handle(ClientRequest request, Reply reply) {
        boolean counts = request.path().endsWith(":" + CountTokens.VERB);
        (counts ? count : generate).handle(request, reply);
    }
}
