package org.bacalhau.core.requester;

import java.util.Optional;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.JobStore;
import org.jspecify.annotations.Nullable;

/** Finds jobs, also those that have ended: in memory first, of which the store may not know yet. Confined to the loop. */
final class KnownJobs {
    private final NodeId self;
    private final JobStore store;
    private final ActiveJobs active;

    KnownJobs(NodeId self, JobStore store, ActiveJobs active) {
        this.self = self;
        this.store = store;
        this.active = active;
    }

    Optional<Job> job(JobId id) {
        @Nullable JobSnapshot unfinished = active.get(id);
        @Nullable Job job = unfinished == null ? active.ending(id) : unfinished.job();
        return job == null ? store.job(id) : Optional.of(job);
    }

    /** Returns the job that a submission with this key has made, whatever was submitted. */
    Optional<Job> madeBy(SubmissionKey key) {
        String submission = key.jobId(self).value();
        @Nullable JobId named = active.ofSubmission(submission);
        return job(named == null ? key.jobId(self) : named).or(() -> store.jobOfSubmission(submission));
    }

    /** Returns the job that stands in the way of a new one, or is what another try of the same submission gets. */
    Optional<Job> before(JobId id, @Nullable SubmissionKey key) {
        return Optional.ofNullable(key).flatMap(this::madeBy).or(() -> job(id));
    }
}
