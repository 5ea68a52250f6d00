package io.lingzhi.gateway.usage;

import java.time.Instant;

/** A stretch of time, from its first instant up to and without its last. Resolution is one millisecond. */
public record UsageRange(Instant from, Instant until) {
    /** All that a ledger can hold. */
    public static final UsageRange ALL = new UsageRange(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

    public UsageRange {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("the range ends (" + until + ") before it begins (" + from + ")");
        }
    }
}
