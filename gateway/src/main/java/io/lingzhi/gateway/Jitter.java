package io.lingzhi.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Spreads the end of a pause, so that those who began to wait together do not come back together. */
public final class Jitter {
    private static final Duration MOST = Duration.ofSeconds(2);

    private final RandomGenerator random;

    public Jitter(RandomGenerator random) {
        this.random = random;
    }

    /** The pause and up to a quarter more, at most two seconds more. */
    public Duration lengthen(Duration pause) {
        long most = Math.min(pause.toNanos() / 4, MOST.toNanos());
        return pause.plusNanos(most <= 0 ? 0 : random.nextLong(most));
    }
}
