package org.bacalhau.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.store.NodeRecord;
import org.bacalhau.node.store.codec.StoredRecords;
import org.bacalhau.node.store.codec.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of the requester's store and checks them. Immutable.
 *
 * <p>What belongs to a job is found by the job's number and sealed with its id, so a wrong number cannot pass off one job's
 * records as another's.
 */
final class JobRows {
    /** What {@link #job} reads, of {@code jobs j} and {@code specs s}. */
    static final String JOB_COLUMNS =
            "j.num, j.id, j.namespace, j.state, j.created, j.ended, j.record, j.sum, s.record, s.sum, j.modified";

    private final StoreFaults faults;

    JobRows(StoreFaults faults) {
        this.faults = faults;
    }

    /** Returns the sum that belongs to a row of {@code jobs}. */
    static long jobSum(byte[] record, String id, String namespace, String state, long created, @Nullable Long ended) {
        return Seal.of(record, id, namespace, state, created, ended);
    }

    /** Reads a row of {@link #JOB_COLUMNS}. */
    Job job(ResultSet row) throws SQLException {
        String id = row.getString(2);
        long ended = row.getLong(6);
        Long endedOrNull = row.wasNull() ? null : (Long) ended;
        try {
            byte[] record = Seal.check(
                    row.getBytes(7),
                    row.getLong(8),
                    id,
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    endedOrNull);
            byte[] spec = Seal.check(row.getBytes(9), row.getLong(10), id);
            Job job = StoredRecords.decodeJob(record, spec);
            if (row.getLong(11) != TimeKey.of(job.modifyTime())) {
                throw new UnreadableRecordException("its place in lists is wrong");
            }
            return job;
        } catch (UnreadableRecordException e) {
            throw faults.damagedRecord("job", String.valueOf(id), e);
        }
    }

    /** Reads record and sum of an execution of this job. */
    Execution execution(ResultSet row, JobId job) throws SQLException {
        try {
            return StoredRecords.decodeExecution(Seal.check(row.getBytes(1), row.getLong(2), job));
        } catch (UnreadableRecordException e) {
            throw faults.damagedRecord("execution of job", job, e);
        }
    }

    /** Reads sequence, record and sum of a history entry of this job. */
    HistoryEntry history(ResultSet row, JobId job) throws SQLException {
        try {
            return StoredRecords.decodeHistory(job, Seal.check(row.getBytes(2), row.getLong(3), job, row.getLong(1)));
        } catch (UnreadableRecordException e) {
            throw faults.damagedRecord("history of job", job, e);
        }
    }

    /** Reads id, record and sum of a node. */
    NodeRecord node(ResultSet row) throws SQLException {
        String id = row.getString(1);
        try {
            return StoredRecords.decodeNode(Seal.check(row.getBytes(2), row.getLong(3), id));
        } catch (UnreadableRecordException e) {
            throw faults.damagedRecord("node", String.valueOf(id), e);
        }
    }
}
