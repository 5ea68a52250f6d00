package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Loss;
import java.util.List;

/** A request in an upstream's protocol, and what of it that protocol could not say. */
public record Encoded(WireRequest request, List<Loss> losses) {
    public Encoded {
        losses = List.copyOf(losses);
    }
}
