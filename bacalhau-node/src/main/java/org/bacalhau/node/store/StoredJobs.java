package org.bacalhau.node.store;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the writer knows of jobs that are stored, so that it need not read before each write. Confined to the writer thread.
 */
final class StoredJobs {
    // Enough for the jobs that move at the same time; others are read again.
    private static final int MOST_KNOWN = 16_384;

    private final Map<JobId, StoredJob> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, StoredJob> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /**
     * A stored job. Immutable.
     *
     * @param num its row
     * @param namespace as in its row
     * @param created as in its row
     * @param ended as in its row; null if it has not ended
     * @param historySize how many history entries it has
     * @param spec the spec that is stored, as long as somebody else holds on to it
     */
    record StoredJob(
            long num,
            String namespace,
            long created,
            @Nullable Long ended,
            long historySize,
            WeakReference<JobSpec> spec) {
        StoredJob withHistorySize(long size) {
            return new StoredJob(num, namespace, created, ended, size, spec);
        }
    }

    /** What one commit changes of it. It counts only once the commit's statements have run. */
    final class Draft {
        private final StoreConnection connection;
        private final Map<JobId, StoredJob> changed = new HashMap<>();

        private Draft(StoreConnection connection) {
            this.connection = connection;
        }

        /** Returns the job as this commit leaves it so far; null if it is not stored. */
        @Nullable
        StoredJob find(JobId id) throws SQLException {
            StoredJob job = changed.get(id);
            if (job == null) {
                job = known.get(id);
            }
            return job != null ? job : read(connection, id);
        }

        void put(JobId id, StoredJob job) {
            changed.put(id, job);
        }

        void keep() {
            known.putAll(changed);
        }
    }

    Draft draft(StoreConnection connection) {
        return new Draft(connection);
    }

    private static @Nullable StoredJob read(StoreConnection connection, JobId id) throws SQLException {
        return connection
                .first(
                        "SELECT num, namespace, created, ended,"
                                + " (SELECT max(sequence) FROM history h WHERE h.job = j.num)"
                                + " FROM jobs j WHERE id = ?",
                        row -> {
                            long ended = row.getLong(4);
                            return new StoredJob(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getLong(3),
                                    row.wasNull() ? null : (Long) ended,
                                    row.getLong(5),
                                    new WeakReference<>(null));
                        },
                        id.value())
                .orElse(null);
    }

    void forget(JobId id) {
        known.remove(id);
    }

    void clear() {
        known.clear();
    }
}
