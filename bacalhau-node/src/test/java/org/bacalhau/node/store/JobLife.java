package org.bacalhau.node.store;

import java.time.Duration;
import java.util.List;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.testing.Jobs;

/**
 * A job that goes its way, one commit for each step. Each commit holds the job and one history entry, so a store that keeps
 * commits whole has as many entries as the job has revisions.
 */
final class JobLife {
    private final int number;
    private Job job;

    private JobLife(int number, Job job) {
        this.number = number;
        this.job = job;
    }

    /** Returns a job that was accepted {@code number} seconds after the others' beginning. */
    static JobLife of(int number) {
        return of(number, Jobs.jobId(number));
    }

    static JobLife of(int number, JobId id) {
        return new JobLife(number, Job.accepted(id, Jobs.batch(), Jobs.NOW.plusSeconds(number)));
    }

    Job job() {
        return job;
    }

    JobId id() {
        return job.id();
    }

    /** Returns the commit that stores the accepted job with an execution. */
    List<JobChange> accepted() {
        return List.of(
                new PutJob(job), new AddHistory(Jobs.history(1, job.state(), job)), new PutExecution(execution()));
    }

    /** Returns the job's execution as it was planned. */
    Execution execution() {
        return Jobs.execution(number, job);
    }

    /** Moves the job on, a minute later, and returns the commit that stores it. */
    List<JobChange> move(JobState next) {
        JobState previous = job.state();
        job = job.withState(next, "", job.modifyTime().plus(Duration.ofMinutes(1)));
        return List.of(new PutJob(job), new AddHistory(Jobs.history(job.revision(), previous, job)));
    }
}
