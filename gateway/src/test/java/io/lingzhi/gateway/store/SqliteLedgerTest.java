package io.lingzhi.gateway.store;

import static io.lingzhi.gateway.usage.Records.NOON;
import static io.lingzhi.gateway.usage.Records.SOME_USAGE;
import static io.lingzhi.gateway.usage.Records.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.gateway.usage.Records;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageRange;
import io.lingzhi.llm.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteLedgerTest {
    @TempDir
    private Path data;

    @Test
    void givesBackWhatWasRecorded() {
        RequestRecord good = Records.good("r1", NOON, "key-1", "灵知-聊天");
        RequestRecord refused = Records.failed(Records.good("r2", NOON, "key-1", "nope"), 404, "UnknownModel");
        RequestRecord rescued = Records.withAttempts(
                Records.good("r3", NOON, "key-2", "lingzhi-chat"),
                SOME_USAGE,
                List.of(
                        attempt(NOON, "kimi", Optional.empty(), Optional.empty()),
                        attempt(NOON, "kimi", Optional.of(429), Optional.empty()),
                        attempt(NOON.plusMillis(7), "deepseek", Optional.of(200), Optional.of(SOME_USAGE))));
        RequestRecord unknown = Records.withAttempts(
                Records.good("r4", NOON, "key-2", "lingzhi-chat"),
                Usage.NONE,
                List.of(attempt(NOON, "kimi", Optional.of(200), Optional.empty())));

        recordAll(List.of(good, refused, rescued, unknown));

        assertThat(rows()).containsExactly(unknown, rescued, refused, good);
    }

    @Test
    void keepsUnknownUsageAsNull() throws SQLException {
        recordAll(List.of(Records.withAttempts(
                Records.good("r1", NOON, "key-1", "lingzhi-chat"),
                Usage.NONE,
                List.of(attempt(NOON, "kimi", Optional.of(200), Optional.empty())))));

        assertThat(count("SELECT count(*) FROM request WHERE input_tokens IS NULL AND reasoning_tokens IS NULL"))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM attempt WHERE input_tokens IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void losesNothingOfTwentyThousandWhenClosed() throws SQLException {
        SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime);
        for (int i = 0; i < 20_000; i++) {
            ledger.record(Records.good("r" + i, NOON.plusMillis(i), "key-1", "lingzhi-chat"));
        }
        ledger.close();

        assertThat(ledger.lost()).isZero();
        assertThat(ledger.health().good()).isTrue();
        assertThat(count("SELECT count(DISTINCT request_id) FROM request")).isEqualTo(20_000);
        assertThat(count("SELECT count(*) FROM attempt")).isEqualTo(20_000);
    }

    @Test
    void goesOnWhereTheLastRunEnded() {
        recordAll(List.of(Records.good("r1", NOON, "key-1", "a")));
        recordAll(List.of(Records.good("r2", NOON.plusSeconds(1), "key-1", "b")));

        assertThat(rows()).extracting(RequestRecord::requestId).containsExactly("r2", "r1");
    }

    @Test
    void leavesTheDatabaseUnlockedWhileIdle() throws SQLException {
        try (SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime)) {
            ledger.record(Records.good("r1", NOON, "key-1", "lingzhi-chat"));
            while (rows().isEmpty()) {
                Thread.onSpinWait();
            }
            try (Connection other = lockedByAnother()) {
                other.rollback();
            }
        }
        assertThat(rows()).hasSize(1);
    }

    @Test
    void countsWhatDoesNotFitInTheQueue() throws SQLException {
        SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime, 100, Duration.ofSeconds(30));
        try (Connection other = lockedByAnother()) {
            for (int i = 0; i < 1000; i++) {
                ledger.record(Records.good("r" + i, NOON, "key-1", "lingzhi-chat"));
            }
            assertThat(ledger.lost()).isBetween(400L, 900L);
            assertThat(ledger.health().good()).isFalse();
            other.rollback();
        }
        ledger.close();

        assertThat(count("SELECT count(*) FROM request") + ledger.lost()).isEqualTo(1000);
    }

    @Test
    void writesAfterALockThatOutlastsItsPatience() throws SQLException {
        SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime);
        try (Connection other = lockedByAnother()) {
            ledger.record(Records.good("r1", NOON, "key-1", "lingzhi-chat"));
            while (ledger.health().problem().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(ledger.health().problem().orElseThrow()).contains("lingzhi.db");
            other.rollback();
        }
        ledger.close();

        assertThat(ledger.lost()).isZero();
        assertThat(ledger.health().problem()).isEmpty();
        assertThat(rows()).hasSize(1);
    }

    @Test
    void countsWhatCouldNotBeWrittenBeforeTheDeadline() throws SQLException {
        SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime, 1000, Duration.ofMillis(10));
        try (Connection other = lockedByAnother()) {
            for (int i = 0; i < 700; i++) {
                ledger.record(Records.good("r" + i, NOON, "key-1", "lingzhi-chat"));
            }
            ledger.close();
            other.rollback();
        }

        assertThat(ledger.lost()).isEqualTo(700);
        assertThat(count("SELECT count(*) FROM request")).isZero();
    }

    @Test
    void countsWhatComesAfterTheEnd() {
        SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime);
        ledger.close();
        ledger.record(Records.good("r1", NOON, "key-1", "lingzhi-chat"));

        assertThat(ledger.lost()).isEqualTo(1);
    }

    @Test
    void losesOnlyTheRowThatCannotBeStored() {
        SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime);
        ledger.record(Records.good("r1", NOON, "key-1", "lingzhi-chat"));
        ledger.record(Records.good("r2", Instant.MAX, "key-1", "lingzhi-chat"));
        ledger.record(Records.good("r3", NOON.plusSeconds(1), "key-1", "lingzhi-chat"));
        ledger.close();

        assertThat(ledger.lost()).isEqualTo(1);
        assertThat(rows()).extracting(RequestRecord::requestId).containsExactly("r3", "r1");
    }

    @Test
    void makesANewFileWhenItsOwnIsRemoved() throws IOException {
        SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime);
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        ledger.record(Records.good("r1", NOON, "key-1", "lingzhi-chat"));
        ledger.close();

        assertThat(ledger.lost()).isZero();
        assertThat(rows()).hasSize(1);
    }

    @Test
    void cutsAnEndlessModelName() {
        recordAll(List.of(Records.good("r1", NOON, "key-1", "x".repeat(100_000))));

        assertThat(rows().getFirst().modelAsked())
                .hasSize(RecordInserts.TEXT_LIMIT)
                .endsWith("x…");
    }

    @Test
    void makesTheFolderForItsOwnerOnly() throws IOException {
        Path folder = data.resolve("new/folder");
        SqliteLedger.open(folder, System::nanoTime).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("lingzhi.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhichFolderCannotBeUsed() throws IOException {
        Path file = Files.createFile(data.resolve("a-file"));
        Path folder = file.resolve("data");

        assertThatThrownBy(() -> SqliteLedger.open(folder, System::nanoTime))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("--data");
    }

    @Test
    void saysThatTheFileIsNoDatabase() throws IOException {
        Files.writeString(data.resolve("lingzhi.db"), "this is not a database\n".repeat(500));

        assertThatThrownBy(() -> SqliteLedger.open(data, System::nanoTime))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(data.resolve("lingzhi.db").toString())
                .hasMessageContaining("move it away");
        assertThat(Files.readString(data.resolve("lingzhi.db"))).startsWith("this is not");
    }

    @Test
    void refusesTablesOfANewerVersion() throws SQLException {
        recordAll(List.of());
        execute("UPDATE flyway_schema_history SET version = '" + (Migrations.NEWEST + 1) + "'");

        assertThatThrownBy(() -> SqliteLedger.open(data, System::nanoTime))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void knowsItsNewestMigration() throws Exception {
        Path folder = Path.of(
                Migrations.class.getClassLoader().getResource(Migrations.FOLDER).toURI());
        try (Stream<Path> scripts = Files.list(folder)) {
            List<Integer> versions = scripts.map(script -> script.getFileName().toString())
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                    .sorted()
                    .toList();
            assertThat(versions.getLast()).isEqualTo(Migrations.NEWEST);
        }
    }

    private void recordAll(List<RequestRecord> requests) {
        try (SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime)) {
            requests.forEach(ledger::record);
        }
    }

    private List<RequestRecord> rows() {
        return new SqliteUsageReader(data).newest(UsageRange.ALL, 100);
    }

    /** A connection that holds the write lock until it rolls back. */
    private Connection lockedByAnother() throws SQLException {
        Connection other = LedgerFile.in(data).openToWrite();
        other.setAutoCommit(false);
        return other;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = LedgerFile.in(data).openToWrite();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = LedgerFile.in(data).openToRead();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
