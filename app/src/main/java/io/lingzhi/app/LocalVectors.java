package io.lingzhi.app;

import io.lingzhi.assistant.select.TextVectors;
import io.lingzhi.gateway.local.Embedding;
import io.lingzhi.gateway.local.LocalProvider;
import java.util.List;
import java.util.Optional;

/** Vectors of this process's own model, for choices: no client asked for them, so no ledger tells of them. */
final class LocalVectors implements TextVectors {
    private final LocalProvider provider;

    LocalVectors(LocalProvider provider) {
        this.provider = provider;
    }

    @Override
    public Optional<List<float[]>> of(List<String> texts) {
        return switch (provider.embed(texts)) {
            case Embedding.Complete complete -> Optional.of(complete.vectors());
            case Embedding.Failed _ -> Optional.empty();
        };
    }
}
