package io.lingzhi.gateway.store;

import io.lingzhi.gateway.credential.Cause;
import io.lingzhi.gateway.credential.HealthBoard.Entry;
import io.lingzhi.gateway.credential.HealthStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands against credentials, in {@code lingzhi.db} beside the ledger. Each call has a connection of its own,
 * since calls are rare.
 */
public final class SqliteHealth implements HealthStore {
    private final LedgerFile file;

    /** @param data the data folder, in which the ledger has been opened before */
    public SqliteHealth(Path data) {
        this.file = LedgerFile.in(data);
    }

    /** @throws StoreException the file cannot be read */
    @Override
    public List<Entry> load() {
        try (Connection connection = file.openToRead();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT credential_id, model, cause, probe_at, until, level FROM cooldown")) {
            List<Entry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return entries;
        } catch (SQLException e) {
            throw file.explained(e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StoreException("the kept cool-downs in " + file.path() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(
                rows.getString(1),
                rows.getString(2),
                Cause.valueOf(rows.getString(3)),
                Instant.parse(rows.getString(4)),
                Instant.parse(rows.getString(5)),
                rows.getInt(6));
    }

    /** @throws StoreException nothing was changed */
    @Override
    public void save(List<Entry> entries) {
        try (Connection connection = file.openToWrite()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM cooldown");
            }
            insert(connection, entries);
            connection.commit();
        } catch (SQLException e) {
            throw file.explained(e);
        }
    }

    private static void insert(Connection connection, List<Entry> entries) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO cooldown (credential_id, model, cause, probe_at, until, level) VALUES (?, ?, ?, ?, ?,"
                        + " ?)")) {
            for (Entry entry : entries) {
                row.setString(1, entry.credentialId());
                row.setString(2, entry.model());
                row.setString(3, entry.cause().name());
                row.setString(4, entry.probeAt().toString());
                row.setString(5, entry.until().toString());
                row.setInt(6, entry.level());
                row.addBatch();
            }
            row.executeBatch();
        }
    }
}
