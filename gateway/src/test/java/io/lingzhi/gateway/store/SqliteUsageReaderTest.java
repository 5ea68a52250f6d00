package io.lingzhi.gateway.store;

import static io.lingzhi.gateway.usage.Records.NOON;
import static io.lingzhi.gateway.usage.Records.SOME_USAGE;
import static io.lingzhi.gateway.usage.Records.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.gateway.usage.LegacyRows;
import io.lingzhi.gateway.usage.LegacyRows.Tally;
import io.lingzhi.gateway.usage.Records;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageGrouping;
import io.lingzhi.gateway.usage.UsageRange;
import io.lingzhi.gateway.usage.UsageReport;
import io.lingzhi.gateway.usage.UsageReport.Line;
import io.lingzhi.llm.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteUsageReaderTest {
    private static final RequestRecord GOOD = Records.good("r1", NOON, "key-1", "lingzhi-chat");
    private static final RequestRecord RESCUED = Records.withAttempts(
            Records.good("r2", NOON.plusSeconds(1), "key-2", "lingzhi-chat"),
            SOME_USAGE,
            List.of(
                    attempt(NOON, "kimi", Optional.of(429), Optional.empty()),
                    attempt(NOON, "deepseek", Optional.of(200), Optional.of(SOME_USAGE))));
    private static final RequestRecord UNKNOWN = Records.withAttempts(
            Records.good("r3", NOON.plusSeconds(2), "key-2", "kimi-latest"),
            Usage.NONE,
            List.of(attempt(NOON, "kimi", Optional.of(200), Optional.empty())));
    private static final RequestRecord REFUSED =
            Records.failed(Records.good("r4", NOON.plusSeconds(3), "key-2", "nope"), 404, "UnknownModel");

    @TempDir
    private Path data;

    @Test
    void addsUpRequestsByModel() {
        record(GOOD, RESCUED, UNKNOWN, REFUSED);

        UsageReport report = report(UsageGrouping.MODEL);

        assertThat(report.lines()).extracting(Line::name).containsExactly("lingzhi-chat", "kimi-latest", "nope");
        assertThat(report.lines().getFirst())
                .isEqualTo(new Line(
                        "lingzhi-chat",
                        2,
                        0,
                        3,
                        Optional.of(new Usage(200, 40, 120, 20, 10)),
                        0,
                        Optional.of(Duration.ofMillis(1500)),
                        Optional.of(Duration.ofMillis(1500)),
                        Optional.of(Duration.ofNanos(250_125_000)),
                        new UsageReport.Spent(0, 2, 0)));
        assertThat(report.complete()).isTrue();
    }

    @Test
    void tellsUnknownUsageFromNone() {
        record(GOOD, UNKNOWN, REFUSED);

        List<Line> lines = report(UsageGrouping.MODEL).lines();

        assertThat(named(lines, "kimi-latest").usage()).isEmpty();
        assertThat(named(lines, "kimi-latest").unknown()).isEqualTo(1);
        assertThat(named(lines, "nope").usage()).contains(Usage.NONE);
        assertThat(named(lines, "nope").unknown()).isZero();
        assertThat(named(lines, "nope").firstTokenAverage()).isEmpty();
    }

    @Test
    void addsUpRequestsByKey() {
        record(GOOD, RESCUED, UNKNOWN, REFUSED);

        UsageReport report = report(UsageGrouping.KEY);

        assertThat(report.lines()).extracting(Line::name).containsExactly("key-2", "key-1");
        assertThat(report.lines().getFirst().failures()).isEqualTo(1);
        assertThat(report.lines().getFirst().usage()).contains(SOME_USAGE);
        assertThat(report.total().requests()).isEqualTo(4);
        assertThat(report.total().unknown()).isEqualTo(1);
    }

    @Test
    void addsUpAttemptsByProvider() {
        record(GOOD, RESCUED, UNKNOWN, REFUSED);

        UsageReport report = report(UsageGrouping.PROVIDER);

        Line deepseek = named(report.lines(), "deepseek");
        assertThat(deepseek.requests()).isEqualTo(2);
        assertThat(deepseek.usage()).contains(new Usage(200, 40, 120, 20, 10));
        Line kimi = named(report.lines(), "kimi");
        assertThat(kimi.attempts()).isEqualTo(2);
        assertThat(kimi.failures()).isEqualTo(1);
        assertThat(kimi.unknown()).isEqualTo(1);
        assertThat(kimi.usage()).isEmpty();
        assertThat(report.total().requests()).isEqualTo(3);
        assertThat(report.total().attempts()).isEqualTo(4);
    }

    @Test
    void beginsDaysWhereTheZoneDoes() {
        record(
                Records.good("r1", Instant.parse("2026-11-22T15:59:59.999Z"), "key-1", "a"),
                Records.good("r2", Instant.parse("2026-11-22T16:00:00Z"), "key-1", "a"),
                Records.good("r3", Instant.parse("2031-01-01T00:00:00Z"), "key-1", "a"));

        UsageReport shanghai =
                new SqliteUsageReader(data).report(UsageGrouping.DAY, UsageRange.ALL, ZoneId.of("Asia/Shanghai"));

        assertThat(shanghai.lines()).extracting(Line::name).containsExactly("2026-11-22", "2026-11-23", "2031-01-01");
        assertThat(report(UsageGrouping.DAY).lines()).extracting(Line::requests).containsExactly(2L, 1L);
    }

    @Test
    void leavesOutWhatIsOutsideTheRange() {
        record(GOOD, RESCUED, UNKNOWN);
        UsageRange range = new UsageRange(NOON.plusSeconds(1), NOON.plusSeconds(2));

        UsageReport report = new SqliteUsageReader(data).report(UsageGrouping.MODEL, range, ZoneOffset.UTC);

        assertThat(report.lines()).extracting(Line::name).containsExactly("lingzhi-chat");
        assertThat(report.total().requests()).isEqualTo(1);
        assertThat(new SqliteUsageReader(data).newest(range, 10)).containsExactly(RESCUED);
    }

    @Test
    void reportsNothingOfAnEmptyLedger() {
        record();

        for (UsageGrouping by : UsageGrouping.values()) {
            UsageReport report = report(by);
            assertThat(report.lines()).isEmpty();
            assertThat(report.total().requests()).isZero();
            assertThat(report.total().latencyMedian()).isEmpty();
        }
    }

    @Test
    void takesPercentilesFromTheRows() {
        RequestRecord[] requests = new RequestRecord[100];
        for (int i = 0; i < 100; i++) {
            requests[i] = withLatency(Records.good("r" + i, NOON, "key-1", "a"), Duration.ofMillis(i + 1));
        }
        record(requests);

        Line line = report(UsageGrouping.MODEL).lines().getFirst();

        assertThat(line.latencyMedian().orElseThrow()).isBetween(Duration.ofMillis(50), Duration.ofMillis(51));
        assertThat(line.latencyP95().orElseThrow()).isBetween(Duration.ofMillis(95), Duration.ofMillis(96));
    }

    @Test
    void agreesWithTheRecordsOnWhatFailed() {
        RequestRecord left = withStatus(GOOD, 499);
        record(GOOD, left, REFUSED);

        assertThat(report(UsageGrouping.DAY).total().failures()).isEqualTo(2);
        assertThat(left.failed()).isTrue();
        assertThat(REFUSED.failed()).isTrue();
    }

    @Test
    void givesTheOldAnswerItsRows() {
        record(GOOD, RESCUED, UNKNOWN, REFUSED);

        LegacyRows rows = new SqliteUsageReader(data).legacyRows(UsageRange.ALL, 2);

        assertThat(rows.models())
                .contains(new LegacyRows.OfModel("key-1", "lingzhi-chat", new Tally(1, 0, 120, 0)))
                .contains(new LegacyRows.OfModel("key-2", "nope", new Tally(1, 1, 0, 0)));
        assertThat(rows.quarters()).containsExactly(new LegacyRows.OfQuarter(NOON, new Tally(4, 1, 240, 1)));
        assertThat(rows.newest()).containsExactly(REFUSED, UNKNOWN);
        assertThat(rows.complete()).isTrue();
    }

    @Test
    void readsWhileTheServerWrites() {
        SqliteUsageReader reader = new SqliteUsageReader(data);
        try (SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime)) {
            long seen = 0;
            for (int i = 0; seen < 2000; i++) {
                if (i < 5000) {
                    ledger.record(Records.good("r" + i, NOON.plusMillis(i), "key-1", "a"));
                }
                if (i % 1000 == 0) {
                    Line total = reader.report(UsageGrouping.MODEL, UsageRange.ALL, ZoneOffset.UTC)
                            .total();
                    assertThat(total.requests()).isGreaterThanOrEqualTo(seen).isEqualTo(total.attempts());
                    seen = total.requests();
                }
            }
        }
        assertThat(report(UsageGrouping.MODEL).total().requests()).isEqualTo(5000);
    }

    @Test
    void saysThatThereIsNoLedger() {
        SqliteUsageReader reader = new SqliteUsageReader(data.resolve("absent"));

        assertThatThrownBy(() -> reader.newest(UsageRange.ALL, 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no ledger at")
                .hasMessageContaining("--data");
        assertThat(data.resolve("absent")).doesNotExist();
    }

    @Test
    void saysThatTheFileIsNoDatabase() throws IOException {
        Files.writeString(data.resolve("lingzhi.db"), "garbage ".repeat(1000));

        assertThatThrownBy(() -> new SqliteUsageReader(data).newest(UsageRange.ALL, 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    private void record(RequestRecord... requests) {
        try (SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime)) {
            for (RequestRecord request : requests) {
                ledger.record(request);
            }
        }
    }

    private UsageReport report(UsageGrouping by) {
        return new SqliteUsageReader(data).report(by, UsageRange.ALL, ZoneOffset.UTC);
    }

    private static Line named(List<Line> lines, String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RequestRecord withLatency(RequestRecord r, Duration latency) {
        return new RequestRecord(
                r.at(),
                r.requestId(),
                r.clientKeyId(),
                r.inbound(),
                r.operation(),
                r.modelAsked(),
                r.status(),
                r.failureKind(),
                r.streamed(),
                latency,
                r.timeToFirstToken(),
                r.usage(),
                List.of(),
                r.attempts());
    }

    private static RequestRecord withStatus(RequestRecord r, int status) {
        return new RequestRecord(
                r.at(),
                r.requestId(),
                r.clientKeyId(),
                r.inbound(),
                r.operation(),
                r.modelAsked(),
                status,
                r.failureKind(),
                r.streamed(),
                r.latency(),
                r.timeToFirstToken(),
                r.usage(),
                List.of(),
                r.attempts());
    }
}
