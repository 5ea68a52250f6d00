package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.Set;

/**
 * What the encoders of one request share: how its upstream reads it, and what it cannot be told.
 *
 * @param customTools the names of the request's tools that take free text
 */
record Target(Dialect dialect, Set<String> customTools, Losses losses) {
    Target {
        customTools = Set.copyOf(customTools);
    }

    boolean has(Quirk quirk) {
        return dialect.has(quirk);
    }

    /** Whether calls of this tool are written as such, and not as calls of a function that stands for it. */
    boolean writesCustom(String tool) {
        return customTools.contains(tool) && has(Quirk.CUSTOM_TOOLS);
    }

    void lose(String path, String reason) {
        losses.add(path, reason);
    }
}
