package org.bacalhau.node.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bacalhau.core.model.JobId;
import org.bacalhau.node.store.codec.StoredRecords;
import org.bacalhau.node.store.codec.UnreadableRecordException;

/** Removes finished jobs that need not be kept any more, a few at a time. Confined to the writer thread. */
final class RetentionSweep {
    // What commits wait for: some ten milliseconds.
    private static final int BATCH = 64;
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Retention retention;
    private final InstantSource clock;
    private long finished;
    private Instant next = Instant.MIN;

    RetentionSweep(Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    void load(StoreConnection connection) throws SQLException {
        finished = connection.number("SELECT count(*) FROM jobs INDEXED BY jobs_ended WHERE ended IS NOT NULL");
    }

    /** Takes notice of jobs that have ended. */
    void ended(int jobs) {
        finished += jobs;
    }

    /**
     * Removes a batch of jobs if it is time to.
     *
     * @param removed told of each job
     * @return whether there are more to remove now
     */
    boolean run(StoreConnection connection, Consumer<JobId> removed) throws SQLException {
        Instant now = clock.instant();
        boolean isTime = !now.isBefore(next);
        // Between two sweeps a whole batch has to be worth the transaction.
        if (!isTime && finished - BATCH < retention.count()) {
            return false;
        }
        List<Doomed> batch = choose(connection, TimeKey.of(now.minus(retention.age())));
        if (!batch.isEmpty()) {
            connection.execute("BEGIN IMMEDIATE");
            for (Doomed job : batch) {
                remove(connection, job);
            }
            connection.execute("COMMIT");
            finished -= batch.size();
            batch.forEach(job -> removed.accept(job.id));
        }
        boolean more = batch.size() == BATCH;
        if (!more) {
            next = now.plus(INTERVAL);
        }
        return more;
    }

    private record Doomed(long num, JobId id, long created) {}

    /** Returns the jobs that ended first, as far as they are too old or too many. */
    private List<Doomed> choose(StoreConnection connection, long oldest) throws SQLException {
        long surplus = Math.max(0, finished - retention.count());
        List<Doomed> batch = new ArrayList<>();
        connection.visit(
                "SELECT num, id, created, ended FROM jobs INDEXED BY jobs_ended WHERE ended IS NOT NULL"
                        + " ORDER BY ended, num LIMIT " + BATCH,
                row -> {
                    boolean goes = batch.size() < surplus || row.getLong(4) < oldest;
                    if (goes) {
                        batch.add(new Doomed(row.getLong(1), new JobId(row.getString(2)), row.getLong(3)));
                    }
                    return goes;
                });
        return batch;
    }

    private static void remove(StoreConnection connection, Doomed job) throws SQLException {
        for (Map.Entry<String, String> label : labels(connection, job).entrySet()) {
            connection.update(
                    "DELETE FROM labels WHERE key = ? AND value = ? AND created = ? AND id = ?",
                    label.getKey(),
                    label.getValue(),
                    job.created,
                    job.id.value());
        }
        connection.update("DELETE FROM history WHERE job = ?", job.num);
        connection.update("DELETE FROM executions WHERE job = ?", job.num);
        connection.update("DELETE FROM specs WHERE job = ?", job.num);
        connection.update("DELETE FROM jobs WHERE num = ?", job.num);
    }

    private static Map<String, String> labels(StoreConnection connection, Doomed job) throws SQLException {
        byte[] spec = connection
                .first("SELECT record FROM specs WHERE job = ?", row -> row.getBytes(1), job.num)
                .orElse(new byte[0]);
        try {
            return StoredRecords.decodeSpec(spec).labels();
        } catch (UnreadableRecordException e) {
            // A damaged job goes all the same; lists skip labels without a job.
            return Map.of();
        }
    }
}
