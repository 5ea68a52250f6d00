package io.lingzhi.gateway.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/**
 * The database file in the data folder, and how connections to it are made. Folder and file are made readable for their
 * owner only, where the file system knows owners.
 */
record LedgerFile(Path path) {
    static final String NAME = "lingzhi.db";

    /** How long a statement waits for another process's lock before it fails. */
    static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);

    /** Pages of 4 KB in the write-ahead log past which they are moved to the database: 16 MB. */
    private static final int LOG_PAGES = 4000;

    static LedgerFile in(Path data) {
        return new LedgerFile(data.resolve(NAME));
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * A connection that writes; makes folder, file and tables where they are missing. Each of its transactions holds
     * the write lock from its beginning.
     */
    Connection openToWrite() {
        create();
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        return connect(config, (connection, source) -> {
            Migrations.bringUpToDate(connection, source);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
            }
        });
    }

    /** A connection that reads while another process may write; the ledger must exist. */
    Connection openToRead() {
        if (!exists()) {
            throw new StoreException("there is no ledger at " + path
                    + ": start the server once with this data folder, or name another folder with --data");
        }
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return connect(config, Migrations::checkReadable);
    }

    /** Takes a step on a new connection. */
    private interface FirstStep {
        void on(Connection connection, SQLiteDataSource source) throws SQLException;
    }

    private Connection connect(SQLiteConfig config, FirstStep step) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path);
        try {
            return prepared(source.getConnection(), source, step);
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    private static Connection prepared(Connection connection, SQLiteDataSource source, FirstStep step)
            throws SQLException {
        boolean done = false;
        try {
            step.on(connection, source);
            done = true;
            return connection;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    /** The same error with the file's name and the way out. */
    StoreException explained(SQLException e) {
        int code = e.getErrorCode();
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return new StoreException(
                    path + " is damaged or is not an SQLite database: move it away (the next start makes a new one)"
                            + " or put a backup in its place",
                    e);
        }
        return new StoreException(
                "the database " + path + " cannot be used (" + e.getMessage()
                        + "): check the disk's free space and the rights on the folder, or name another with --data",
                e);
    }

    private void create() {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder, rights(folder, "rwx------"));
            }
            if (!exists()) {
                Files.createFile(path, rights(path, "rw-------"));
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(path)) {
                throw unusable(folder, e);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static StoreException unusable(@Nullable Path folder, IOException e) {
        return new StoreException(
                "the data folder " + folder + " cannot be written ("
                        + e.getClass().getSimpleName()
                        + "): give this user the right to write there, or name another folder with --data",
                e);
    }

    private static FileAttribute<?>[] rights(Path path, String rights) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
        return config;
    }
}
