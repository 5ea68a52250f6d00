package io.lingzhi.gateway.credential;

import java.time.Duration;
import java.util.Optional;

/**
 * Whose request is ordered.
 *
 * @param session the conversation, as {@link Sessions} knows it; empty when it is not to stay anywhere
 * @param ttl how long after an answer the conversation stays
 */
public record Asker(Optional<String> session, Duration ttl) {
    /** Somebody whose requests go to whose turn it is. */
    public static final Asker ANYBODY = new Asker(Optional.empty(), Duration.ZERO);
}
