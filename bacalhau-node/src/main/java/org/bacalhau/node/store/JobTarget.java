package org.bacalhau.node.store;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobChange.PutNode;
import org.bacalhau.core.store.JobChange.RemoveNode;
import org.bacalhau.core.store.NodeRecord;
import org.bacalhau.core.store.StoreFailures;
import org.bacalhau.node.store.StoredJobs.StoredJob;
import org.bacalhau.node.store.codec.StoredRecords;
import org.bacalhau.node.store.codec.UnreadableRecordException;

/** Writes the requester's changes. Confined to the writer thread. */
final class JobTarget implements ChangeTarget<JobChange> {
    private final StoreFaults faults;
    private final RetentionSweep sweep;
    private final StoredJobs stored = new StoredJobs();
    private long nextJob;

    JobTarget(StoreFaults faults, RetentionSweep sweep) {
        this.faults = faults;
        this.sweep = sweep;
    }

    @Override
    public void load(StoreConnection connection) throws SQLException {
        stored.clear();
        nextJob = connection.number("SELECT max(num) FROM jobs") + 1;
        sweep.load(connection);
    }

    @Override
    public boolean upkeep(StoreConnection connection) throws SQLException {
        return sweep.run(connection, stored::forget);
    }

    @Override
    public void apply(StoreConnection connection, List<JobChange> changes) throws SQLException {
        Commit commit = new Commit(connection);
        for (JobChange change : changes) {
            commit.add(change);
        }
        commit.steps.run(connection);
        commit.jobs.keep();
        sweep.ended(commit.endedJobs);
    }

    /** The changes of one commit while they are turned into statements. */
    private final class Commit {
        private final StoreConnection connection;
        private final StoredJobs.Draft jobs;
        private final Steps steps = new Steps();
        private int endedJobs;

        private Commit(StoreConnection connection) {
            this.connection = connection;
            this.jobs = stored.draft(connection);
        }

        private void add(JobChange change) throws SQLException {
            if (change instanceof PutJob put) {
                putJob(put.job());
            } else if (change instanceof PutExecution put) {
                putExecution(put.execution());
            } else if (change instanceof AddHistory add) {
                addHistory(add.entry());
            } else if (change instanceof PutNode put) {
                putNode(put.node());
            } else if (change instanceof RemoveNode remove) {
                steps.add("DELETE FROM nodes WHERE id = ?", remove.node().value());
            }
        }

        private void putJob(Job job) throws SQLException {
            StoredJob before = jobs.find(job.id());
            if (before != null && job.revision() == 1) {
                throw StoreFailures.jobExists(job.id());
            }
            Long ended = job.isTerminal() ? (Long) TimeKey.of(job.modifyTime()) : null;
            byte[] record = Unstorable.naming("job " + job.id(), () -> StoredRecords.encodeJob(job));
            StoredJob after = new StoredJob(
                    before == null ? nextJob++ : before.num(),
                    job.spec().namespace(),
                    // The place of a job in lists never changes.
                    before == null ? TimeKey.of(job.createTime()) : before.created(),
                    ended,
                    before == null ? 0 : before.historySize(),
                    new WeakReference<>(job.spec()));
            if (before == null) {
                insertJob(job, after, record);
            } else {
                updateJob(job, before, after, record);
            }
            if (ended != null && (before == null || before.ended() == null)) {
                endedJobs++;
            }
            jobs.put(job.id(), after);
        }

        private void insertJob(Job job, StoredJob row, byte[] record) {
            requireUnicode("job", job.id().value());
            steps.add(
                    "INSERT INTO jobs (num, id, namespace, state, created, modified, ended, record, sum)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    row.num(),
                    job.id().value(),
                    row.namespace(),
                    job.state().name(),
                    row.created(),
                    modified(job),
                    row.ended(),
                    record,
                    sum(job, row, record));
            insertSpec(job, row);
        }

        private void insertSpec(Job job, StoredJob row) {
            byte[] spec = Unstorable.naming("job " + job.id(), () -> StoredRecords.encodeSpec(job.spec()));
            steps.add(
                    "REPLACE INTO specs (job, record, sum) VALUES (?, ?, ?)", row.num(), spec, Seal.of(spec, job.id()));
            for (Map.Entry<String, String> label : job.spec().labels().entrySet()) {
                steps.add(
                        "INSERT INTO labels (key, value, created, modified, id, job) VALUES (?, ?, ?, ?, ?, ?)",
                        label.getKey(),
                        label.getValue(),
                        row.created(),
                        modified(job),
                        job.id().value(),
                        row.num());
            }
        }

        // Indexes are rewritten for each column that is named here, whether or not it changes.
        private void updateJob(Job job, StoredJob before, StoredJob after, byte[] record) throws SQLException {
            long sum = sum(job, after, record);
            if (!after.namespace().equals(before.namespace())) {
                steps.add("UPDATE jobs SET namespace = ? WHERE num = ?", after.namespace(), after.num());
            }
            if (Objects.equals(after.ended(), before.ended())) {
                steps.add(
                        "UPDATE jobs SET state = ?, modified = ?, record = ?, sum = ? WHERE num = ?",
                        job.state().name(),
                        modified(job),
                        record,
                        sum,
                        after.num());
            } else {
                steps.add(
                        "UPDATE jobs SET state = ?, modified = ?, ended = ?, record = ?, sum = ? WHERE num = ?",
                        job.state().name(),
                        modified(job),
                        after.ended(),
                        record,
                        sum,
                        after.num());
            }
            if (before.spec().refersTo(job.spec()) || !replaceSpec(job, after)) {
                moveLabels(job, after);
            }
        }

        private void moveLabels(Job job, StoredJob row) {
            job.spec()
                    .labels()
                    .forEach((key, value) -> steps.add(
                            "UPDATE labels SET modified = ? WHERE key = ? AND value = ? AND created = ? AND id = ?",
                            modified(job),
                            key,
                            value,
                            row.created(),
                            job.id().value()));
        }

        /** Stores another spec with its labels, if it is another. The writer may just not know it any more. */
        private boolean replaceSpec(Job job, StoredJob row) throws SQLException {
            JobSpec old = connection
                    .first("SELECT record, sum FROM specs WHERE job = ?", spec -> readSpec(spec, job.id()), row.num())
                    .orElse(null);
            if (job.spec().equals(old)) {
                return false;
            }
            if (old != null) {
                old.labels()
                        .forEach((key, value) -> steps.add(
                                "DELETE FROM labels WHERE key = ? AND value = ? AND created = ? AND id = ?",
                                key,
                                value,
                                row.created(),
                                job.id().value()));
            }
            insertSpec(job, row);
            return true;
        }

        private void putExecution(Execution execution) throws SQLException {
            StoredJob job = require(execution.jobId());
            byte[] record =
                    Unstorable.naming("execution " + execution.id(), () -> StoredRecords.encodeExecution(execution));
            steps.add(
                    "INSERT INTO executions (job, id, record, sum) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (job, id) DO UPDATE SET record = excluded.record, sum = excluded.sum",
                    job.num(),
                    execution.id().value(),
                    record,
                    Seal.of(record, execution.jobId()));
        }

        private void addHistory(HistoryEntry entry) throws SQLException {
            StoredJob job = require(entry.jobId());
            if (entry.sequence() != job.historySize() + 1) {
                throw fault("history entry " + entry.sequence() + " of job " + entry.jobId() + " does not follow entry "
                        + job.historySize());
            }
            byte[] record =
                    Unstorable.naming("history of job " + entry.jobId(), () -> StoredRecords.encodeHistory(entry));
            steps.add(
                    "INSERT INTO history (job, sequence, record, sum) VALUES (?, ?, ?, ?)",
                    job.num(),
                    entry.sequence(),
                    record,
                    Seal.of(record, entry.jobId(), entry.sequence()));
            jobs.put(entry.jobId(), job.withHistorySize(entry.sequence()));
        }

        private void putNode(NodeRecord node) {
            String id = node.info().id().value();
            requireUnicode("node", id);
            byte[] record = Unstorable.naming("node " + id, () -> StoredRecords.encodeNode(node));
            steps.add("REPLACE INTO nodes (id, record, sum) VALUES (?, ?, ?)", id, record, Seal.of(record, id));
        }

        private StoredJob require(JobId id) throws SQLException {
            StoredJob job = jobs.find(id);
            if (job == null) {
                throw fault("change of a job that is not stored: " + id);
            }
            return job;
        }
    }

    private JobSpec readSpec(ResultSet row, JobId id) throws SQLException {
        try {
            return StoredRecords.decodeSpec(Seal.check(row.getBytes(1), row.getLong(2), id));
        } catch (UnreadableRecordException e) {
            throw faults.damagedRecord("job", id, e);
        }
    }

    private static long modified(Job job) {
        return TimeKey.of(job.modifyTime());
    }

    private static long sum(Job job, StoredJob row, byte[] record) {
        return JobRows.jobSum(
                record, job.id().value(), row.namespace(), job.state().name(), row.created(), row.ended());
    }

    private static BacalhauException fault(String message) {
        return new BacalhauException(
                new Failure(ErrorCode.INTERNAL, message, "this is a fault of the requester; please report it", false));
    }

    // Two ids that differ only in what no encoding of Unicode can express would be one row.
    private static void requireUnicode(String what, String id) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT, what + " id is not Unicode text: " + id, "choose another id");
        }
    }
}
