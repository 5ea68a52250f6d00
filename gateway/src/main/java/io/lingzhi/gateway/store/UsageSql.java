package io.lingzhi.gateway.store;

import io.lingzhi.gateway.usage.UsageGrouping;

/**
 * The questions to the ledger. Those about a range take its two ends and then, if they have one, a limit. Percentiles
 * are those of SQLite itself: the smallest value that the given share of rows does not exceed.
 */
final class UsageSql {
    /** Must agree with {@code RequestRecord.failed()} and {@code AttemptRecord.failed()}. */
    private static final String FAILED = "(failure_kind IS NOT NULL OR coalesce(status, 0) >= 400)";

    private static final String FIGURES = """
         sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
            sum(reasoning_tokens), sum(input_tokens IS NULL AND %s),
            percentile_disc(latency_micros, 0.5), percentile_disc(latency_micros, 0.95), avg(first_token_micros),
            sum(cost_nanos), sum(cost_nanos IS NULL), sum(coalesce(cost_estimated, 0))
        """;

    /** A request's NULL always means unknown; an attempt's also that the upstream refused and consumed nothing. */
    private static final String OF_REQUESTS = "count(*), sum(" + FAILED + "), "
            + "sum((SELECT count(*) FROM attempt WHERE attempt.request = request.id)), "
            + FIGURES.formatted("1")
            + " FROM request WHERE at_millis >= ? AND at_millis < ?";

    private static final String OF_ATTEMPTS = "count(DISTINCT request), sum(" + FAILED + "), count(*), "
            + FIGURES.formatted("coalesce(status, 0) < 400")
            + " FROM attempt WHERE at_millis >= ? AND at_millis < ?";

    static final String FIRST_AT = "SELECT min(at_millis) FROM request WHERE at_millis >= ? AND at_millis < ?";

    static final String NEWEST_REQUESTS =
            "SELECT * FROM request WHERE at_millis >= ? AND at_millis < ? ORDER BY at_millis DESC, id DESC LIMIT ?";

    static final String NEWEST_ATTEMPTS = """
        SELECT * FROM attempt WHERE request IN
            (SELECT id FROM request WHERE at_millis >= ? AND at_millis < ? ORDER BY at_millis DESC, id DESC LIMIT ?)
        ORDER BY request, position\
        """;

    /** Looks into each span of the index, newest first; CROSS JOIN keeps SQLite to this order. */
    static final String REQUESTS_WITH_ID = """
        WITH RECURSIVE span (number) AS
            (SELECT max(id) >> 12 FROM request UNION ALL SELECT number - 1 FROM span WHERE number > 0)
        SELECT request.*, decision.told
        FROM span CROSS JOIN request ON request.id >> 12 = span.number AND request_id = ?
            LEFT JOIN decision ON decision.request = request.id
        ORDER BY at_millis DESC, id DESC LIMIT ?\
        """;

    static final String ATTEMPTS_OF = "SELECT * FROM attempt WHERE request = ? ORDER BY position";

    private static final String TALLY = "count(*), sum(" + FAILED + "), "
            + "sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), sum(input_tokens IS NULL)"
            + " FROM request WHERE at_millis >= ? AND at_millis < ? ";

    static final String BY_KEY_AND_MODEL =
            "SELECT client_key_id, model_asked, " + TALLY + "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?";

    /** 900,000 ms are a quarter of an hour. */
    static final String BY_QUARTER = "SELECT at_millis / 900000, " + TALLY + "GROUP BY 1 ORDER BY 1";

    private UsageSql() {}

    /** All of the range as one line without a name. */
    static String total(UsageGrouping by) {
        return switch (by) {
            case MODEL, KEY, DAY -> "SELECT '', " + OF_REQUESTS;
            case PROVIDER -> "SELECT '', " + OF_ATTEMPTS;
        };
    }

    /** One line a group, most requests first. SQL knows no time zones, so days are asked for one by one. */
    static String lines(UsageGrouping by) {
        String order = " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?";
        return switch (by) {
            case MODEL -> "SELECT model_asked, " + OF_REQUESTS + order;
            case KEY -> "SELECT client_key_id, " + OF_REQUESTS + order;
            case PROVIDER -> "SELECT provider, " + OF_ATTEMPTS + order;
            case DAY -> throw new IllegalArgumentException("days are asked for one by one");
        };
    }
}
