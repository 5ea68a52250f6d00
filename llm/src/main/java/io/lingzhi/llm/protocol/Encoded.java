package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Loss;
import java.util.List;

/**
 * A request in an upstream's protocol.
 *
 * @param losses what of it that protocol could not say
 * @param renames the tools that it names otherwise
 */
public record Encoded(WireRequest request, List<Loss> losses, ToolRenames renames) {
    public Encoded {
        losses = List.copyOf(losses);
    }
}
