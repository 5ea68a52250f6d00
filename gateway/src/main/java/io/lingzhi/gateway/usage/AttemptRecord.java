package io.lingzhi.gateway.usage;

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
        Optional<Usage> usage) {
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
