package io.lingzhi.gateway.usage;

import io.lingzhi.llm.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was consumed in a stretch of time, grouped.
 *
 * @param lines the groups, most requests first; days in their order
 * @param total the same figures over everything in the range, also over what {@code lines} leaves out; when grouped by
 *     provider, a request that tried two providers counts once here
 * @param complete false when there were more groups than a report holds
 */
public record UsageReport(UsageGrouping by, UsageRange range, List<Line> lines, Line total, boolean complete) {
    public UsageReport {
        lines = List.copyOf(lines);
    }

    /**
     * The figures of one group.
     *
     * @param name the group: a model, key id, provider or ISO day; empty for the total
     * @param failures requests without a good answer; attempts without one when grouped by provider
     * @param usage the sum of what was reported; empty when something was consumed and nothing reported
     * @param unknown how many requests (by provider: attempts) have consumed an unknown number of tokens
     * @param latencyMedian empty when the group is empty
     * @param firstTokenAverage over those in which a first token came
     * @param spent what it cost
     */
    public record Line(
            String name,
            long requests,
            long failures,
            long attempts,
            Optional<Usage> usage,
            long unknown,
            Optional<Duration> latencyMedian,
            Optional<Duration> latencyP95,
            Optional<Duration> firstTokenAverage,
            Spent spent) {}

    /**
     * What a group cost.
     *
     * @param nanos the sum of what is known, in nano-USD
     * @param unpriced how many requests (by provider: attempts) have a cost that is not known
     * @param estimated how many costs rest on token counts of our own
     */
    public record Spent(long nanos, long unpriced, long estimated) {}
}
