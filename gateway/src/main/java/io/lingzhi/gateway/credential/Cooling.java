package io.lingzhi.gateway.credential;

import java.time.Instant;

/**
 * It failed at {@code since}, and is left alone for a while. From {@code probeAt} on single requests may try it; from
 * {@code until} on it counts as healed.
 */
record Cooling(Instant since, Instant probeAt, Instant until, int level, Cause cause) implements Health {
    @Override
    public Standing standing(Instant now) {
        if (!now.isBefore(until)) {
            return new Standing.Open();
        }
        return now.isBefore(probeAt) ? new Standing.Blocked(probeAt, cause) : new Standing.HalfOpen();
    }
}
