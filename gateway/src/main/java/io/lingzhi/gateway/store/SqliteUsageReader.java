package io.lingzhi.gateway.store;

import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.LegacyRows;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageGrouping;
import io.lingzhi.gateway.usage.UsageRange;
import io.lingzhi.gateway.usage.UsageReader;
import io.lingzhi.gateway.usage.UsageReport;
import io.lingzhi.gateway.usage.UsageReport.Line;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code lingzhi.db} of a data folder, also while a server writes to it, in this process or another. Each call
 * has a connection and a read transaction of its own, so any thread may call; it blocks on the disk. A ledger that is
 * absent, damaged or of another version ends in a {@link StoreException}.
 */
public final class SqliteUsageReader implements UsageReader {
    /** Most groups in an answer; clients choose model names, so their number has no other bound. */
    static final int GROUP_LIMIT = 10_000;

    private final LedgerFile file;

    /** Touches nothing yet. */
    public SqliteUsageReader(Path data) {
        this.file = LedgerFile.in(data);
    }

    @Override
    public UsageReport report(UsageGrouping by, UsageRange range, ZoneId zone) {
        return reading(connection -> {
            Line total = figures(connection, UsageSql.total(by), range).getFirst();
            List<Line> lines = by == UsageGrouping.DAY
                    ? days(connection, range, zone)
                    : figures(connection, UsageSql.lines(by), range, GROUP_LIMIT + 1);
            boolean complete = lines.size() <= GROUP_LIMIT;
            return new UsageReport(by, range, complete ? lines : lines.subList(0, GROUP_LIMIT), total, complete);
        });
    }

    @Override
    public List<RequestRecord> newest(UsageRange range, int limit) {
        return reading(connection -> newest(connection, range, limit));
    }

    @Override
    public List<RequestRecord> withId(String requestId, int limit) {
        return reading(connection -> {
            List<Found> found = rows(
                    connection,
                    UsageSql.REQUESTS_WITH_ID,
                    row -> new Found(
                            row.getLong("id"), Rows.request(row, List.of()).with(Rows.decision(row))),
                    statement -> {
                        statement.setString(1, requestId);
                        statement.setInt(2, limit);
                    });
            List<RequestRecord> whole = new ArrayList<>();
            for (Found request : found) {
                whole.add(request.record().with(rows(connection, UsageSql.ATTEMPTS_OF, Rows::attempt, request.row())));
            }
            return whole;
        });
    }

    private record Found(long row, RequestRecord record) {}

    @Override
    public LegacyRows legacyRows(UsageRange range, int details) {
        return reading(connection -> {
            List<LegacyRows.OfModel> models = rows(
                    connection,
                    UsageSql.BY_KEY_AND_MODEL,
                    row -> new LegacyRows.OfModel(row.getString(1), row.getString(2), Rows.tally(row, 3)),
                    bounds(range, GROUP_LIMIT + 1));
            List<LegacyRows.OfQuarter> quarters = rows(
                    connection,
                    UsageSql.BY_QUARTER,
                    row -> new LegacyRows.OfQuarter(Instant.ofEpochMilli(row.getLong(1) * 900_000), Rows.tally(row, 2)),
                    bounds(range));
            boolean complete = models.size() <= GROUP_LIMIT;
            return new LegacyRows(
                    complete ? models : models.subList(0, GROUP_LIMIT),
                    quarters,
                    newest(connection, range, details),
                    complete);
        });
    }

    /** Leaps from each day with requests to the next one, so that empty years cost nothing. */
    private static List<Line> days(Connection connection, UsageRange range, ZoneId zone) throws SQLException {
        List<Line> lines = new ArrayList<>();
        Optional<Instant> next = firstAt(connection, range);
        while (next.isPresent() && lines.size() <= GROUP_LIMIT) {
            LocalDate day = LocalDate.ofInstant(next.get(), zone);
            Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
            Instant until = end.isBefore(range.until()) ? end : range.until();
            Line line = figures(connection, UsageSql.total(UsageGrouping.DAY), new UsageRange(next.get(), until))
                    .getFirst();
            lines.add(named(day.toString(), line));
            next = firstAt(connection, new UsageRange(until, range.until()));
        }
        return lines;
    }

    private static Optional<Instant> firstAt(Connection connection, UsageRange range) throws SQLException {
        return rows(connection, UsageSql.FIRST_AT, row -> Rows.number(row, 1), bounds(range))
                .getFirst()
                .map(Instant::ofEpochMilli);
    }

    private static Line named(String name, Line line) {
        return new Line(
                name,
                line.requests(),
                line.failures(),
                line.attempts(),
                line.usage(),
                line.unknown(),
                line.latencyMedian(),
                line.latencyP95(),
                line.firstTokenAverage(),
                line.spent());
    }

    private static List<Line> figures(Connection connection, String sql, UsageRange range, long... more)
            throws SQLException {
        return rows(connection, sql, Rows::line, bounds(range, more));
    }

    private static List<RequestRecord> newest(Connection connection, UsageRange range, int limit) throws SQLException {
        Map<Long, List<AttemptRecord>> attempts = new HashMap<>();
        List<Numbered> numbered = rows(
                connection,
                UsageSql.NEWEST_ATTEMPTS,
                row -> new Numbered(row.getLong("request"), Rows.attempt(row)),
                bounds(range, limit));
        for (Numbered attempt : numbered) {
            attempts.computeIfAbsent(attempt.request(), id -> new ArrayList<>()).add(attempt.attempt());
        }
        return rows(
                connection,
                UsageSql.NEWEST_REQUESTS,
                row -> Rows.request(row, attempts.getOrDefault(row.getLong("id"), List.of())),
                bounds(range, limit));
    }

    private record Numbered(long request, AttemptRecord attempt) {}

    private static long[] bounds(UsageRange range, long... more) {
        long[] bounds = new long[2 + more.length];
        bounds[0] = range.from().toEpochMilli();
        bounds[1] = range.until().toEpochMilli();
        System.arraycopy(more, 0, bounds, 2, more.length);
        return bounds;
    }

    /** Reads one row. */
    private interface RowReading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Fills in what a question asks for. */
    private interface Filling {
        void in(PreparedStatement statement) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, RowReading<T> reading, long... parameters)
            throws SQLException {
        return rows(connection, sql, reading, statement -> {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
        });
    }

    private static <T> List<T> rows(Connection connection, String sql, RowReading<T> reading, Filling filling)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filling.in(statement);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reading.of(result));
                }
            }
            return rows;
        }
    }

    /** Asks within one transaction. */
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T reading(Question<T> question) {
        try (Connection connection = file.openToRead()) {
            connection.setAutoCommit(false);
            return question.ask(connection);
        } catch (SQLException e) {
            throw file.explained(e);
        }
    }
}
