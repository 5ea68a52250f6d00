package io.lingzhi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.Records;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a row of the ledger costs the disk, and a question its reader. */
@Timeout(60)
class LedgerCostTest {
    private static final int BATCH = 500;
    /** A page in the write-ahead log, with its header. */
    private static final int FRAME = 4096 + 24;

    private final Random random = new Random(1);
    private Instant now = Records.NOON;

    @TempDir
    private Path data;

    @Test
    void aBatchTouchesFewPagesHoweverLongTheLedgerIs() throws IOException {
        fill(40);
        try (LedgerWriter writer = new LedgerWriter(LedgerFile.in(data))) {
            writer.write(batch("later"));

            assertThat(Files.size(data.resolve(LedgerFile.NAME + "-wal")) / FRAME)
                    .isLessThan(BATCH / 4);
        }
    }

    @Test
    void anIdIsFoundInEverySpan() {
        fill(1);
        fill(9);

        assertThat(new SqliteUsageReader(data).withId("the first of 1", 5)).hasSize(1);
        assertThat(new SqliteUsageReader(data).withId("the first of 9", 10)).hasSize(9);
    }

    @Test
    void anIdIsLookedUpByItsIndex() throws SQLException {
        fill(1);

        assertThat(plan(UsageSql.REQUESTS_WITH_ID))
                .contains("SEARCH request USING INDEX request_by_request_id (<expr>=? AND request_id=?)");
    }

    private void fill(int batches) {
        try (LedgerWriter writer = new LedgerWriter(LedgerFile.in(data))) {
            for (int i = 0; i < batches; i++) {
                writer.write(batch("the first of " + batches));
            }
        }
    }

    /** Requests with random ids, but for the first. */
    private List<RequestRecord> batch(String first) {
        Decision decision = new Decision(
                List.of(),
                0,
                List.of(new Decision.Way(Decision.Role.USUAL, Duration.ZERO, Optional.of("told".repeat(20)))),
                Optional.empty());
        List<RequestRecord> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            String id = i == 0 ? first : "req-" + Long.toHexString(random.nextLong());
            now = now.plusMillis(1);
            batch.add(Records.good(id, now, "key-1", "m").with(decision));
        }
        return batch;
    }

    private List<String> plan(String question) throws SQLException {
        try (Connection connection = LedgerFile.in(data).openToRead();
                PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + question);
                ResultSet rows = statement.executeQuery()) {
            List<String> plan = new ArrayList<>();
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
            return plan;
        }
    }
}
