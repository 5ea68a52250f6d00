package io.lingzhi.gateway.credential;

import java.time.Duration;

/**
 * How long credentials are left alone.
 *
 * @param cap longest wait before a credential is probed, whatever the upstream or the counting of failures says
 * @param transientFault how long an upstream that fails counts as failing; zero: not at all
 */
public record Cooldowns(Duration cap, Duration transientFault) {
    /** The waits of CLIProxyAPI, with probes in between. */
    public static final Cooldowns DEFAULT = new Cooldowns(Duration.ofMinutes(30), Duration.ofMinutes(1));

    private static final Duration TRANSIENT_PROBES = Duration.ofSeconds(15);

    /** The wait before the first probe after one failure; it doubles with each further one. */
    Duration first(Cause cause) {
        return switch (cause) {
            case RATE_LIMIT -> Duration.ofSeconds(1);
            case TRANSIENT -> Duration.ofMillis(250);
            case QUOTA, UNAUTHENTICATED, FORBIDDEN, UNKNOWN_MODEL, SWITCHED_OFF, DRAINED -> Duration.ofSeconds(30);
        };
    }

    /** The longest wait before the next probe: an upstream that is back should be seen soon. */
    Duration betweenProbes(Cause cause) {
        boolean soon = cause == Cause.TRANSIENT && transientFault.compareTo(TRANSIENT_PROBES) > 0;
        return soon ? TRANSIENT_PROBES : longest(cause);
    }

    /** The wait after which a credential counts as healed without a probe. */
    Duration longest(Cause cause) {
        return switch (cause) {
            case TRANSIENT -> transientFault;
            case RATE_LIMIT, QUOTA, UNAUTHENTICATED, FORBIDDEN -> Duration.ofMinutes(30);
            case UNKNOWN_MODEL -> Duration.ofHours(12);
            case SWITCHED_OFF, DRAINED -> Duration.ofDays(36_500);
        };
    }
}
