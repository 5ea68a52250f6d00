package io.lingzhi.gateway.usage;

import java.time.ZoneId;
import java.util.List;

/** Where the ledger is read. Each call sees one moment of the ledger; calls may block on the disk. */
public interface UsageReader {
    /** The figures of a range in groups. The zone decides where a day begins. */
    UsageReport report(UsageGrouping by, UsageRange range, ZoneId zone);

    /** The latest requests of a range, latest first, with their attempts and without their decisions. */
    List<RequestRecord> newest(UsageRange range, int limit);

    /**
     * The requests that were answered with this {@code x-request-id}, latest first, with their attempts and decisions.
     * Clients may choose ids, so there may be several.
     */
    List<RequestRecord> withId(String requestId, int limit);

    /** What {@link LegacyUsage} is made of, with at most {@code details} single requests. */
    LegacyRows legacyRows(UsageRange range, int details);
}
