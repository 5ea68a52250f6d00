package io.lingzhi.gateway.store;

import io.lingzhi.gateway.money.Cost;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.LegacyRows.Tally;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageReport;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns the row on which a result stands into what it means. */
final class Rows {
    private Rows() {}

    /** A line of {@link UsageSql#lines} or {@link UsageSql#total}. */
    static UsageReport.Line line(ResultSet row) throws SQLException {
        long unknown = row.getLong(10);
        return new UsageReport.Line(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                sums(row, unknown),
                unknown,
                micros(row, 11),
                micros(row, 12),
                micros(row, 13),
                new UsageReport.Spent(row.getLong(14), row.getLong(15), row.getLong(16)));
    }

    /** NULL sums are unknown if something unknown was consumed, and else nothing was. */
    private static Optional<Usage> sums(ResultSet row, long unknown) throws SQLException {
        Optional<Long> input = number(row, 5);
        if (input.isEmpty() && unknown > 0) {
            return Optional.empty();
        }
        return Optional.of(new Usage(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9)));
    }

    /** The four counts that begin at a column. */
    static Tally tally(ResultSet row, int column) throws SQLException {
        return new Tally(
                row.getLong(column), row.getLong(column + 1), row.getLong(column + 2), row.getLong(column + 3));
    }

    static RequestRecord request(ResultSet row, List<AttemptRecord> attempts) throws SQLException {
        return new RequestRecord(
                Instant.ofEpochMilli(row.getLong("at_millis")),
                row.getString("request_id"),
                row.getString("client_key_id"),
                protocol(row.getString("inbound")),
                row.getString("operation"),
                row.getString("model_asked"),
                row.getInt("status"),
                Optional.ofNullable(row.getString("failure_kind")),
                row.getBoolean("streamed"),
                Duration.of(row.getLong("latency_micros"), ChronoUnit.MICROS),
                micros(row, row.findColumn("first_token_micros")),
                usage(row).orElse(Usage.NONE),
                Optional.ofNullable(row.getString("losses"))
                        .map(lines -> List.of(lines.split("\n")))
                        .orElse(List.of()),
                attempts);
    }

    /** The decision of a request that was joined to it. */
    static Decision decision(ResultSet row) throws SQLException {
        String told = row.getString("told");
        return told == null ? Decision.NONE : DecisionText.read(told);
    }

    static AttemptRecord attempt(ResultSet row) throws SQLException {
        return new AttemptRecord(
                Instant.ofEpochMilli(row.getLong("at_millis")),
                row.getString("provider"),
                row.getString("upstream_model"),
                row.getString("credential_id"),
                number(row, row.findColumn("status")).map(Math::toIntExact),
                Optional.ofNullable(row.getString("failure_kind")),
                Duration.of(row.getLong("latency_micros"), ChronoUnit.MICROS),
                micros(row, row.findColumn("first_token_micros")),
                usage(row),
                new AttemptRecord.Charge(cost(row), Optional.ofNullable(row.getString("price_source"))));
    }

    private static Optional<Cost> cost(ResultSet row) throws SQLException {
        Cost.Basis basis = row.getInt("cost_estimated") == 1 ? Cost.Basis.ESTIMATED : Cost.Basis.REPORTED;
        return number(row, row.findColumn("cost_nanos")).map(nanos -> new Cost(nanos, basis));
    }

    static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Usage> usage(ResultSet row) throws SQLException {
        if (number(row, row.findColumn("input_tokens")).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Usage(
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("cache_read_tokens"),
                row.getLong("cache_write_tokens"),
                row.getLong("reasoning_tokens")));
    }

    private static Optional<Duration> micros(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.of(Math.round(value), ChronoUnit.MICROS));
    }

    private static Protocol protocol(String id) throws SQLException {
        return Arrays.stream(Protocol.values())
                .filter(protocol -> protocol.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new SQLException("the ledger names an unknown protocol: " + id));
    }
}
