package org.bacalhau.node.store;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.node.store.codec.StoredRecords;
import org.jspecify.annotations.Nullable;

/** Writes a compute node's executions. Confined to the writer thread. */
final class ExecutionTarget implements ChangeTarget<ExecutionChange> {
    // One for each execution that the node has in hand.
    private final Map<ExecutionId, Known> known = new HashMap<>();
    private long next;

    /**
     * An execution that is stored.
     *
     * @param num its row
     * @param job the job that is stored with it, as long as somebody else holds on to it
     */
    private record Known(long num, WeakReference<Job> job) {}

    @Override
    public void load(StoreConnection connection) throws SQLException {
        known.clear();
        connection.visit("SELECT num, id FROM executions", row -> {
            known.put(new ExecutionId(row.getString(2)), new Known(row.getLong(1), new WeakReference<>(null)));
            return true;
        });
        next = connection.number("SELECT max(num) FROM executions") + 1;
    }

    @Override
    public void apply(StoreConnection connection, List<ExecutionChange> changes) throws SQLException {
        Steps steps = new Steps();
        Map<ExecutionId, Optional<Known>> staged = new HashMap<>();
        for (ExecutionChange change : changes) {
            if (change instanceof ExecutionChange.Put put) {
                put(put.execution(), steps, staged);
            } else if (change instanceof ExecutionChange.Forget forget) {
                forget(forget.id(), steps, staged);
            }
        }
        steps.run(connection);
        staged.forEach((id, now) -> now.ifPresentOrElse(stored -> known.put(id, stored), () -> known.remove(id)));
    }

    private @Nullable Known find(ExecutionId id, Map<ExecutionId, Optional<Known>> staged) {
        Optional<Known> now = staged.get(id);
        return now == null ? known.get(id) : now.orElse(null);
    }

    private void put(LocalExecution execution, Steps steps, Map<ExecutionId, Optional<Known>> staged) {
        String id = execution.id().value();
        Known before = find(execution.id(), staged);
        long num = before == null ? next++ : before.num;
        byte[] record = Unstorable.naming("execution " + id, () -> StoredRecords.encodeLocalExecution(execution));
        steps.add(
                "INSERT INTO executions (num, id, record, sum) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (num) DO UPDATE SET record = excluded.record, sum = excluded.sum",
                num,
                id,
                record,
                Seal.of(record, id));
        // Jobs may be large, and do not change when executions move.
        if (before == null || !before.job.refersTo(execution.job())) {
            byte[] job = Unstorable.naming("execution " + id, () -> StoredRecords.encodeLocalJob(execution.job()));
            steps.add("REPLACE INTO jobs (execution, record, sum) VALUES (?, ?, ?)", num, job, Seal.of(job, id));
        }
        staged.put(execution.id(), Optional.of(new Known(num, new WeakReference<>(execution.job()))));
    }

    private void forget(ExecutionId id, Steps steps, Map<ExecutionId, Optional<Known>> staged) {
        Known before = find(id, staged);
        if (before != null) {
            steps.add("DELETE FROM executions WHERE num = ?", before.num);
            steps.add("DELETE FROM jobs WHERE execution = ?", before.num);
            staged.put(id, Optional.empty());
        }
    }
}
