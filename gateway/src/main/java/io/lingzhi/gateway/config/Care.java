package io.lingzhi.gateway.config;

import java.time.Duration;

/** How credentials are looked after beyond the order of {@link Config.Routing}. */
public record Care(Affinity affinity, Waiting waiting, Cooling cooling) {
    /** No affinity, no waiting, the usual waits of a credential that failed, nothing kept. */
    public static final Care USUAL = new Care(
            new Affinity(false, Duration.ofHours(1)),
            new Waiting(0, Duration.ZERO),
            new Cooling(Duration.ofMinutes(30), Duration.ofMinutes(1), false));

    /**
     * Whether a conversation stays with the credential that answered it.
     *
     * @param ttl how long after its last answer
     */
    public record Affinity(boolean on, Duration ttl) {}

    /**
     * How requests wait when every credential is at its limit of requests under way.
     *
     * @param places most requests that wait at once in this process; 0: none waits
     * @param longest longest wait of one request
     */
    public record Waiting(int places, Duration longest) {}

    /**
     * How long credentials that failed are left alone.
     *
     * @param cap longest wait before one is tried again, whatever its upstream says
     * @param transientFault how long an upstream that fails counts as failing; zero: not at all
     * @param kept whether this outlives a restart
     */
    public record Cooling(Duration cap, Duration transientFault, boolean kept) {}
}
