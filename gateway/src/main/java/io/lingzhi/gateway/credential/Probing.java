package io.lingzhi.gateway.credential;

import java.time.Duration;
import java.time.Instant;

/**
 * It was left alone for a while, and a request is trying it now. If that has told nothing by {@code next}, another one
 * may try: an answer can be long in coming.
 */
record Probing(Cooling before, Instant next) implements Health {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** A request begins to try. */
    static Probing from(Cooling before, Instant now) {
        return new Probing(before, now.plus(PATIENCE));
    }

    @Override
    public Standing standing(Instant now) {
        if (!now.isBefore(before.until())) {
            return new Standing.Open();
        }
        return now.isBefore(next) ? new Standing.Blocked(next, before.cause()) : new Standing.HalfOpen();
    }

    @Override
    public int level() {
        return before.level();
    }
}
