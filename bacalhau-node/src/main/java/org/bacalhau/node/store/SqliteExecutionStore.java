package org.bacalhau.node.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.node.store.codec.StoredRecords;
import org.bacalhau.node.store.codec.UnreadableRecordException;

/**
 * Keeps a compute node's state in an SQLite file. Safe for any thread.
 *
 * <p>See the package for what is promised about failures, damage and other processes. Reading fails with a {@link
 * BacalhauException} if the store is closed ({@code UNAVAILABLE}) or damaged ({@code INTERNAL}).
 */
public final class SqliteExecutionStore implements ExecutionStore {
    private static final String SELECT = "SELECT e.id, e.record, e.sum, j.record, j.sum"
            + " FROM executions e LEFT JOIN jobs j ON j.execution = e.num";

    private final StoreFaults faults;
    private final Database<ExecutionChange> database;

    private SqliteExecutionStore(StoreFile file, StoreSettings settings) {
        this.faults = new StoreFaults(file);
        this.database = Database.open(file, Schema.EXECUTIONS, settings, new ExecutionTarget());
    }

    /**
     * Opens the store in a file, which is created if there is none.
     *
     * @throws BacalhauException if the file cannot be used: another process has it ({@code CONFLICT}), a later version
     *     wrote it ({@code CONFLICT}), it is damaged ({@code INTERNAL}), or it cannot be read and written ({@code
     *     PERMISSION_DENIED})
     */
    public static SqliteExecutionStore open(Path file, StoreSettings settings) {
        return new SqliteExecutionStore(StoreFile.of("execution store", file), settings);
    }

    /** {@inheritDoc} What depends on the stage runs on the writer thread and must not block. */
    @Override
    public CompletionStage<Void> commit(List<ExecutionChange> changes) {
        return database.commit(changes);
    }

    @Override
    public CompletionStage<Void> resume() {
        return database.resume();
    }

    @Override
    public List<LocalExecution> executions() {
        return database.lists().read(connection -> {
            List<LocalExecution> executions = new ArrayList<>();
            connection.visit(SELECT + " ORDER BY e.num", row -> executions.add(read(row)));
            return executions;
        });
    }

    @Override
    public Optional<LocalExecution> execution(ExecutionId id) {
        return database.lookups()
                .read(connection -> connection.first(SELECT + " WHERE e.id = ?", this::read, id.value()));
    }

    private LocalExecution read(ResultSet row) throws SQLException {
        String id = row.getString(1);
        try {
            return StoredRecords.decodeLocalExecution(
                    Seal.check(row.getBytes(2), row.getLong(3), id), Seal.check(row.getBytes(4), row.getLong(5), id));
        } catch (UnreadableRecordException e) {
            throw faults.damagedRecord("execution", id, e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
