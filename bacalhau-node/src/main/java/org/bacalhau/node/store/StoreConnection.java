package org.bacalhau.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/** A connection to the database, with its prepared statements. Used by one thread at a time. */
final class StoreConnection implements AutoCloseable {
    private static final int MOST_STATEMENTS = 128;
    private static final int WRITER_CACHE_KIBIBYTES = 32 * 1024;
    private static final int READER_CACHE_KIBIBYTES = 4 * 1024;
    private static final int STEPS_BETWEEN_CHECKS = 10_000;
    // So that the log is folded into the file after 16 MiB, and pages that many commits touch are copied once.
    private static final int LOG_PAGES = 4_096;
    private static final int LARGEST_IDLE_LOG_BYTES = 64 << 20;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

    /** Reads one row, where the cursor is. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Looks at one row after the other. */
    interface RowVisitor {
        /** Returns whether to go on. */
        boolean visit(ResultSet row) throws SQLException;
    }

    private StoreConnection(Connection connection) {
        this.connection = connection;
    }

    /** Opens a connection that writes, and makes the file one with a write-ahead log. */
    static StoreConnection forWriting(StoreFile file, Duration busyWait) throws SQLException {
        SQLiteConfig config = common(busyWait, WRITER_CACHE_KIBIBYTES);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // On macOS, where fsync alone leaves data in the drive's cache.
        config.enableFullSync(true);
        config.setJournalSizeLimit(LARGEST_IDLE_LOG_BYTES);
        config.setWalAutocheckpoint(LOG_PAGES);
        return connect(file, config);
    }

    /** Opens a connection that only reads. */
    static StoreConnection forReading(StoreFile file, Duration busyWait) throws SQLException {
        StoreConnection connection = connect(file, common(busyWait, READER_CACHE_KIBIBYTES));
        try {
            connection.execute("PRAGMA query_only = 1");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteConfig common(Duration busyWait, int cacheKibibytes) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) Math.min(Integer.MAX_VALUE, busyWait.toMillis()));
        // Negative: in kibibytes instead of pages.
        config.setCacheSize(-cacheKibibytes);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static StoreConnection connect(StoreFile file, SQLiteConfig config) throws SQLException {
        // As a URI, so that a question mark in the path does not begin a list of settings.
        StoreConnection connection = new StoreConnection(
                config.createConnection("jdbc:sqlite:" + file.path().toUri()));
        try {
            // A page whose inner sizes cannot be is found when it is read, not when it has led astray.
            connection.execute("PRAGMA cell_size_check = 1");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Runs statements that return nothing. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Runs a prepared statement that changes rows; returns how many. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        try {
            return prepared(sql, values).executeUpdate();
        } catch (SQLException e) {
            throw dropped(sql, e);
        }
    }

    /** Returns the first row, if any. */
    <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = prepared(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw dropped(sql, e);
        }
    }

    /** Visits rows in order until there are no more or the visitor has enough. */
    void visit(String sql, RowVisitor visitor, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = prepared(sql, values).executeQuery()) {
            boolean wanted = true;
            while (wanted && rows.next()) {
                wanted = visitor.visit(rows);
            }
        } catch (SQLException e) {
            throw dropped(sql, e);
        }
    }

    /** Returns the number in the first column of the first row; 0 if there is none. */
    long number(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    /** Returns the text in the first column of the first row; empty if there is none. */
    String text(String sql) throws SQLException {
        return first(sql, row -> String.valueOf(row.getString(1))).orElse("");
    }

    /**
     * Has everything that runs on this connection stop with {@code SQLITE_INTERRUPT} once {@code until} says so; null to
     * let it run.
     */
    void stopWhen(@Nullable BooleanSupplier until) throws SQLException {
        if (until == null) {
            ProgressHandler.clearHandler(connection);
            return;
        }
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_CHECKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return until.getAsBoolean() ? 1 : 0;
            }
        });
    }

    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
            dropLeastUsed();
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setString(i + 1, (String) value);
            }
        }
        return statement;
    }

    // The driver does not run a statement again that has failed.
    private SQLException dropped(String sql, SQLException cause) {
        try (PreparedStatement failed = statements.remove(sql)) {
            return cause;
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return cause;
        }
    }

    private void dropLeastUsed() throws SQLException {
        if (statements.size() > MOST_STATEMENTS) {
            String oldest = statements.keySet().iterator().next();
            PreparedStatement dropped = statements.remove(oldest);
            if (dropped != null) {
                dropped.close();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } finally {
            connection.close();
        }
    }
}
