package org.bacalhau.node.store;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobCursor;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.store.NodeRecord;

/**
 * Keeps the requester's state in an SQLite file. Safe for any thread.
 *
 * <p>See the package for what is promised about failures, damage and other processes. Reading fails with a {@link
 * BacalhauException} if the store is closed ({@code UNAVAILABLE}) or damaged ({@code INTERNAL}). Ids are sorted by their
 * UTF-8 bytes, which for all ids but those with characters beyond the first 65,536 is the order of their text.
 */
public final class SqliteJobStore implements JobStore {
    private static final String SELECT_JOB =
            "SELECT " + JobRows.JOB_COLUMNS + " FROM jobs j LEFT JOIN specs s ON s.job = j.num WHERE j.id = ?";
    private static final String SELECT_ACTIVE = "SELECT " + JobRows.JOB_COLUMNS
            + ", (SELECT max(h.sequence) FROM history h WHERE h.job = j.num)"
            + " FROM jobs j INDEXED BY jobs_active LEFT JOIN specs s ON s.job = j.num"
            + " WHERE j.ended IS NULL ORDER BY j.created, j.id";
    // Beside the jobs and not joined to them: a job's columns would be repeated for each of its executions.
    private static final String SELECT_ACTIVE_EXECUTIONS = "SELECT e.record, e.sum, j.num, j.id"
            + " FROM jobs j INDEXED BY jobs_active JOIN executions e INDEXED BY executions_job ON e.job = j.num"
            + " WHERE j.ended IS NULL ORDER BY j.created, j.id, e.num";
    private static final String SELECT_NUM = "SELECT num FROM jobs WHERE id = ?";
    private static final String SELECT_EXECUTIONS =
            "SELECT record, sum FROM executions INDEXED BY executions_job WHERE job = ? ORDER BY num";
    private static final String SELECT_HISTORY =
            "SELECT sequence, record, sum FROM history WHERE job = ? AND sequence > ? ORDER BY sequence LIMIT ?";

    private final JobRows rows;
    private final Database<JobChange> database;

    private SqliteJobStore(StoreFile file, StoreSettings settings, Retention retention, InstantSource clock) {
        StoreFaults faults = new StoreFaults(file);
        this.rows = new JobRows(faults);
        this.database =
                Database.open(file, Schema.JOBS, settings, new JobTarget(faults, new RetentionSweep(retention, clock)));
    }

    /**
     * Opens the store in a file, which is created if there is none.
     *
     * @param retention which finished jobs are removed; it takes effect with the next commit or within a minute
     * @param clock tells how old finished jobs are
     * @throws BacalhauException if the file cannot be used: another process has it ({@code CONFLICT}), a later version
     *     wrote it ({@code CONFLICT}), it is damaged ({@code INTERNAL}), or it cannot be read and written ({@code
     *     PERMISSION_DENIED})
     */
    public static SqliteJobStore open(Path file, StoreSettings settings, Retention retention, InstantSource clock) {
        return new SqliteJobStore(StoreFile.of("job store", file), settings, retention, clock);
    }

    /** {@inheritDoc} What depends on the stage runs on the writer thread and must not block. */
    @Override
    public CompletionStage<Void> commit(List<JobChange> changes) {
        return database.commit(changes);
    }

    @Override
    public CompletionStage<Void> resume() {
        return database.resume();
    }

    @Override
    public List<JobSnapshot> activeJobs() {
        return database.lists().readSnapshot(connection -> {
            ListMultimap<Long, Execution> executions = ArrayListMultimap.create();
            connection.visit(
                    SELECT_ACTIVE_EXECUTIONS,
                    row -> executions.put(row.getLong(3), rows.execution(row, new JobId(row.getString(4)))));
            List<JobSnapshot> active = new ArrayList<>();
            connection.visit(
                    SELECT_ACTIVE,
                    row -> active.add(
                            new JobSnapshot(rows.job(row), executions.removeAll(row.getLong(1)), row.getLong(12))));
            return active;
        });
    }

    @Override
    public List<NodeRecord> nodes() {
        return database.lists().read(connection -> {
            List<NodeRecord> nodes = new ArrayList<>();
            connection.visit("SELECT id, record, sum FROM nodes ORDER BY id", row -> nodes.add(rows.node(row)));
            return nodes;
        });
    }

    @Override
    public Optional<Job> job(JobId id) {
        return database.lookups().read(connection -> connection.first(SELECT_JOB, rows::job, id.value()));
    }

    @Override
    public List<JobId> jobIdsWithPrefix(String prefix, int limit) {
        return database.lookups().read(connection -> {
            List<JobId> ids = new ArrayList<>();
            connection.visit(
                    "SELECT id FROM jobs INDEXED BY jobs_id WHERE id >= ? ORDER BY id LIMIT ?",
                    row -> row.getString(1).startsWith(prefix) && ids.add(new JobId(row.getString(1))),
                    prefix,
                    (long) limit);
            return ids;
        });
    }

    @Override
    public Page<Job> jobs(JobQuery query) {
        JobListSql sql = new JobListSql(query);
        return database.lists().read(connection -> {
            List<Job> found = new ArrayList<>();
            boolean[] isMore = {false};
            connection.visit(
                    sql.sql(),
                    row -> {
                        Job job = rows.job(row);
                        if (LabelRequirement.allMatch(query.labels(), job.spec().labels())) {
                            isMore[0] = found.size() == query.limit();
                            return !isMore[0] && found.add(job);
                        }
                        return true;
                    },
                    sql.values());
            return new Page<>(found, isMore[0] ? cursorAfter(found, query.order()) : null);
        });
    }

    private static String cursorAfter(List<Job> page, Order order) {
        Job last = page.get(page.size() - 1);
        JobCursor place = switch (order) {
            case CREATED_AT, ID -> JobCursor.created(last);
            case MODIFIED_AT -> JobCursor.modified(last);
        };
        return place.toString();
    }

    @Override
    public List<Execution> executions(JobId id) {
        return database.lists().readSnapshot(connection -> {
            long num = connection.number(SELECT_NUM, id.value());
            return num == 0 ? List.of() : executions(connection, num, id);
        });
    }

    private List<Execution> executions(StoreConnection connection, long num, JobId job) throws SQLException {
        List<Execution> executions = new ArrayList<>(1);
        connection.visit(SELECT_EXECUTIONS, row -> executions.add(rows.execution(row, job)), num);
        return executions;
    }

    @Override
    public Page<HistoryEntry> history(HistoryQuery query) {
        return database.lists().readSnapshot(connection -> {
            long num = connection.number(SELECT_NUM, query.jobId().value());
            List<HistoryEntry> entries = new ArrayList<>();
            connection.visit(
                    SELECT_HISTORY,
                    row -> entries.add(rows.history(row, query.jobId())),
                    num,
                    query.afterSequence(),
                    query.limit() + 1L);
            if (entries.size() <= query.limit()) {
                return new Page<>(entries, null);
            }
            List<HistoryEntry> page = entries.subList(0, query.limit());
            return new Page<>(page, Long.toString(page.get(page.size() - 1).sequence()));
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
