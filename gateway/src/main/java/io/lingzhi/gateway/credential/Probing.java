package io.lingzhi.gateway.credential;

import java.time.Duration;
import java.time.Instant;

/** It was left alone for a while, and one request is trying it now. */
record Probing(Cooling before) implements Health {
    /** How soon to look again whether the probe has told anything. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    @Override
    public Standing standing(Instant now) {
        return now.isBefore(before.until())
                ? new Standing.Blocked(now.plus(LOOK_AGAIN), before.cause())
                : new Standing.Open();
    }

    @Override
    public int level() {
        return before.level();
    }
}
