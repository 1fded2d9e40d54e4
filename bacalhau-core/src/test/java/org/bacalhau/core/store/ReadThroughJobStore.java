package org.bacalhau.core.store;

import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Page;

/** A job store in memory whose readers see what is safe; when that is, is up to the test double that extends it. */
public abstract class ReadThroughJobStore implements JobStore {
    private final InMemoryJobStore safe = new InMemoryJobStore();

    /** Returns what is safe. */
    protected final InMemoryJobStore safe() {
        return safe;
    }

    @Override
    public List<JobSnapshot> activeJobs() {
        return safe.activeJobs();
    }

    @Override
    public final List<NodeRecord> nodes() {
        return safe.nodes();
    }

    @Override
    public final Optional<Job> job(JobId id) {
        return safe.job(id);
    }

    @Override
    public final Optional<Job> jobOfSubmission(String submission) {
        return safe.jobOfSubmission(submission);
    }

    @Override
    public final List<JobId> jobIdsWithPrefix(String prefix, int limit) {
        return safe.jobIdsWithPrefix(prefix, limit);
    }

    @Override
    public final Page<Job> jobs(JobQuery query) {
        return safe.jobs(query);
    }

    @Override
    public final List<Execution> executions(JobId id) {
        return safe.executions(id);
    }

    @Override
    public final Page<HistoryEntry> history(HistoryQuery query) {
        return safe.history(query);
    }

    @Override
    public final void close() {}
}
