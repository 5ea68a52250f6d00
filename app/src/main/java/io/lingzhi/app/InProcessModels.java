package io.lingzhi.app;

import io.lingzhi.gateway.LocalModels;
import io.lingzhi.gateway.local.Embedding;
import io.lingzhi.gateway.local.LocalProvider;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import java.util.List;
import java.util.Map;

/** The in-process provider behind the gateway's port. */
final class InProcessModels implements LocalModels {
    private final LocalProvider provider;

    InProcessModels(LocalProvider provider) {
        this.provider = provider;
    }

    @Override
    public Map<String, String> names() {
        return Wiring.localModelNames();
    }

    @Override
    public List<StreamEvent> chat(ChatRequest request) {
        return provider.chat(request);
    }

    @Override
    public long estimateTokens(ChatRequest request) {
        return provider.estimateTokens(request);
    }

    @Override
    public EmbeddingClient.Vectors embed(String model, List<String> texts) {
        return switch (provider.embed(texts)) {
            case Embedding.Complete complete ->
                new EmbeddingClient.Vectors.Complete(
                        model, complete.vectors(), new Usage(complete.tokens(), 0, 0, 0, 0));
            case Embedding.Failed(Failure failure) -> new EmbeddingClient.Vectors.Failed(failure);
        };
    }
}
