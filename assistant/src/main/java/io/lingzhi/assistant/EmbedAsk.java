package io.lingzhi.assistant;

import java.util.List;
import java.util.Optional;

/** Texts to turn into vectors. An empty model means the configured one. */
public record EmbedAsk(List<String> texts, Optional<String> model) {
    public EmbedAsk {
        texts = List.copyOf(texts);
    }
}
