package org.bacalhau.node.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/**
 * The tables of a kind of store, and how each version of them comes from the one before. Immutable.
 *
 * <p>The number of the version is in the file's {@code user_version}, the kind in its {@code application_id}.
 *
 * @param applicationId the kind of store, four characters as a number
 * @param migrations the scripts that lead from version 0, an empty file, to 1, from 1 to 2, and so on
 */
record Schema(int applicationId, List<String> migrations) {
    /** Of the requester's store: {@code BcJ1}. */
    static final Schema JOBS = new Schema(0x42634a31, List.of(script("jobs-1.sql"), script("jobs-2.sql")));

    /** Of the compute node's store: {@code BcE1}. */
    static final Schema EXECUTIONS = new Schema(0x42634531, List.of(script("executions-1.sql")));

    Schema {
        migrations = List.copyOf(migrations);
    }

    private static String script(String name) {
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the class path lacks " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the version that this code reads and writes. */
    int version() {
        return migrations.size();
    }

    /**
     * Tells whether this code can use a file.
     *
     * @throws BacalhauException if it is no such store, or a later version wrote it
     */
    void check(StoreConnection connection, StoreFile file) throws SQLException {
        long version = connection.number("PRAGMA user_version");
        long kind = connection.number("PRAGMA application_id");
        boolean isNew = version == 0 && kind == 0 && connection.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (isNew) {
            return;
        }
        if (kind != applicationId || version < 1) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    file + " is a database of something else",
                    "choose another data directory, or move that file away");
        }
        if (version > version()) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    file + " was written by a later version: its format is " + version
                            + ", and this version reads formats up to " + version(),
                    "start that version again, or choose another data directory");
        }
    }

    /**
     * Brings a store to this version; each step is stored whole or not at all.
     */
    void migrate(StoreConnection connection) throws SQLException {
        for (long next = connection.number("PRAGMA user_version"); next < version(); next++) {
            connection.execute("BEGIN IMMEDIATE");
            try {
                connection.execute(migrations.get((int) next));
                connection.execute("PRAGMA application_id = " + applicationId);
                connection.execute("PRAGMA user_version = " + (next + 1));
                connection.execute("COMMIT");
            } catch (SQLException e) {
                connection.execute("ROLLBACK");
                throw e;
            }
        }
    }
}
