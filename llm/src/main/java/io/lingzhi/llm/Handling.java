package io.lingzhi.llm;

import java.util.Optional;

/**
 * How the upstream should treat a request, apart from what it answers.
 *
 * @param serviceTier such as {@code auto}, {@code flex} or {@code priority}
 * @param promptCacheKey requests with the same key share a cache where the upstream can
 * @param endUser who asks in the end, by an id that the client chose
 */
public record Handling(Optional<String> serviceTier, Optional<String> promptCacheKey, Optional<String> endUser) {
    /** Leaves everything to the upstream. */
    public static Handling unspecified() {
        return new Handling(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
