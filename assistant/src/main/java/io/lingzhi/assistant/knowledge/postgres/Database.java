package io.lingzhi.assistant.knowledge.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One connection, opened when it is needed and again when it is lost. Calls take turns; each is one transaction. A
 * message never holds the address, which may hold a password.
 */
final class Database implements AutoCloseable {
    private static final int PROBE_SECONDS = 2;
    private static final String SETTINGS = "set statement_timeout = '60s'; set hnsw.ef_search = 200";
    /** Goes on in a graph until enough is found (pgvector 0.8.0 and later). */
    private static final String ITERATIVE = "set hnsw.iterative_scan = strict_order";

    private final String url;
    private @Nullable Connection connection;

    Database(String url) {
        this.url = url;
    }

    /** What is done in one transaction. */
    interface Work<T> {
        T with(Connection connection) throws SQLException, IOException;
    }

    synchronized <T> T run(Work<T> work) throws IOException {
        try {
            Connection open = opened();
            try {
                T result = work.with(open);
                open.commit();
                return result;
            } catch (SQLException | IOException | RuntimeException e) {
                open.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IOException("PostgreSQL failed (" + e.getSQLState() + "): " + e.getMessage(), e);
        }
    }

    private Connection opened() throws SQLException {
        if (connection == null || !connection.isValid(PROBE_SECONDS)) {
            Connection fresh = DriverManager.getConnection(url);
            fresh.setAutoCommit(false);
            try (Statement statement = fresh.createStatement()) {
                statement.execute(Statements.SCHEMA);
                fresh.commit();
                statement.execute(SETTINGS);
                if (iterates(statement)) {
                    statement.execute(ITERATIVE);
                }
                fresh.commit();
            }
            connection = fresh;
        }
        return connection;
    }

    private static boolean iterates(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(Statements.VERSION)) {
            String[] version = rows.next() ? rows.getString(1).split("\\.") : new String[] {"0", "0"};
            return Integer.parseInt(version[0]) > 0 || Integer.parseInt(version[1]) >= 8;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        } catch (SQLException e) {
            throw new IOException("the connection to PostgreSQL was not closed well", e);
        }
    }
}
