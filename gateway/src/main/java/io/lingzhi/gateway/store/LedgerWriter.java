package io.lingzhi.gateway.store;

import io.lingzhi.gateway.usage.RequestRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** Writes batches over one connection and makes a new connection after an error. For one thread. */
final class LedgerWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    /** Errors that the same row meets again whenever it is tried. */
    private static final Set<Integer> ROW_IS_WRONG = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code);

    private final LedgerFile file;
    private Optional<RecordInserts> inserts;

    /** Opens the database, so that a folder that cannot be used is known at the start. */
    LedgerWriter(LedgerFile file) {
        this.file = file;
        this.inserts = Optional.of(connect());
    }

    /**
     * Writes the batch in one transaction. Rows that can never be stored are left out.
     *
     * @return how many rows were left out
     * @throws StoreException nothing is known to be written; another try may succeed
     */
    int write(List<RequestRecord> batch) {
        try {
            RecordInserts open = connected();
            // The driver begins the transaction here and ends it at the switch back, so none is open while idle.
            open.connection().setAutoCommit(false);
            int left = insertAll(open, batch);
            open.connection().setAutoCommit(true);
            return left;
        } catch (SQLException e) {
            disconnect();
            throw file.explained(e);
        }
    }

    private static int insertAll(RecordInserts open, List<RequestRecord> batch) throws SQLException {
        if (inserted(open, batch)) {
            return 0;
        }
        List<RequestRecord> sound = new ArrayList<>();
        for (RequestRecord request : batch) {
            if (inserted(open, List.of(request))) {
                open.connection().rollback();
                sound.add(request);
            } else {
                LOG.error("A request of {} cannot be stored and is lost to the ledger", request.at());
            }
        }
        open.insert(sound);
        return batch.size() - sound.size();
    }

    /** False, with the transaction begun anew, when a row can never be stored. */
    private static boolean inserted(RecordInserts open, List<RequestRecord> batch) throws SQLException {
        try {
            open.insert(batch);
            return true;
        } catch (SQLException e) {
            if (!ROW_IS_WRONG.contains(e.getErrorCode())) {
                throw e;
            }
            LOG.error("The ledger refuses a row: {}", e.getMessage());
        } catch (ArithmeticException e) {
            LOG.error("A time or duration is beyond the range of the ledger: {}", e.getMessage());
        }
        open.connection().rollback();
        return false;
    }

    /** The connection; a new one if there is none, or if its file was removed under it. */
    private RecordInserts connected() {
        if (inserts.isPresent() && !file.exists()) {
            LOG.warn("{} was removed while the server runs; a new one is made", file.path());
            disconnect();
        }
        RecordInserts open = inserts.orElseGet(this::connect);
        inserts = Optional.of(open);
        return open;
    }

    private RecordInserts connect() {
        Connection connection = file.openToWrite();
        try {
            return new RecordInserts(connection);
        } catch (SQLException e) {
            close(connection);
            throw file.explained(e);
        }
    }

    private void disconnect() {
        Optional<RecordInserts> old = inserts;
        inserts = Optional.empty();
        old.map(RecordInserts::connection).ifPresent(this::close);
    }

    /** Takes back what is not committed, and closes the statements. */
    private void close(Connection old) {
        try {
            old.close();
        } catch (SQLException e) {
            LOG.warn("The connection to {} did not close cleanly: {}", file.path(), e.getMessage());
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
