package io.lingzhi.app;

import io.lingzhi.gateway.LocalModels;
import io.lingzhi.gateway.local.LocalProvider;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.StreamEvent;
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
    public EmbeddingClient.Vectors embed(String model, List<String> texts) {
        return provider.embed(model, texts);
    }
}
