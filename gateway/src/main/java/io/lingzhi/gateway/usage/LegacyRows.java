package io.lingzhi.gateway.usage;

import java.time.Instant;
import java.util.List;

/**
 * The ledger in the cut that {@link LegacyUsage} needs.
 *
 * @param quarters one row for each quarter of an hour (UTC) with requests: every time zone in use today has its full
 *     hours and days on such a boundary
 * @param newest the latest requests, latest first
 * @param complete false when {@code models} leaves some out
 */
public record LegacyRows(List<OfModel> models, List<OfQuarter> quarters, List<RequestRecord> newest, boolean complete) {
    public LegacyRows {
        models = List.copyOf(models);
        quarters = List.copyOf(quarters);
        newest = List.copyOf(newest);
    }

    /** What one client key asked of one model. */
    public record OfModel(String clientKeyId, String model, Tally tally) {}

    /** What was asked in the quarter of an hour from {@code start}. */
    public record OfQuarter(Instant start, Tally tally) {}

    /**
     * Counts that add up.
     *
     * @param tokens input and output, as far as known
     * @param unknown requests that consumed an unknown number of tokens
     */
    public record Tally(long requests, long failures, long tokens, long unknown) {
        public static final Tally ZERO = new Tally(0, 0, 0, 0);

        public Tally plus(Tally other) {
            return new Tally(
                    requests + other.requests,
                    failures + other.failures,
                    tokens + other.tokens,
                    unknown + other.unknown);
        }
    }
}
