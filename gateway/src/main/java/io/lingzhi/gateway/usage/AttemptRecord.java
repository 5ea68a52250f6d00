package io.lingzhi.gateway.usage;

import io.lingzhi.gateway.money.Cost;
import io.lingzhi.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of one credential within a request.
 *
 * @param credentialId the id of the provider's credential, never the key
 * @param status the upstream's HTTP status, empty when none came
 * @param usage empty when the upstream reported none: unknown, which is not zero
 * @param charge what it cost
 */
public record AttemptRecord(
        Instant at,
        String provider,
        String upstreamModel,
        String credentialId,
        Optional<Integer> status,
        Optional<String> failureKind,
        Duration latency,
        Optional<Duration> timeToFirstToken,
        Optional<Usage> usage,
        Charge charge) {
    /**
     * What an attempt cost.
     *
     * @param cost empty when the price is not known: unknown, which is not zero
     * @param priceSource whose list the price is from
     */
    public record Charge(Optional<Cost> cost, Optional<String> priceSource) {
        /** A cost that nobody knows. */
        public static final Charge UNKNOWN = new Charge(Optional.empty(), Optional.empty());
    }

    /** Whether the attempt brought no good answer. */
    public boolean failed() {
        return failureKind.isPresent() || refused();
    }

    /** Whether tokens may have been consumed that nobody reported. An upstream that answered an error consumed none. */
    public boolean usageUnknown() {
        return usage.isEmpty() && !refused();
    }

    private boolean refused() {
        return status.orElse(0) >= 400;
    }
}
