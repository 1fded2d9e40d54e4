package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.scheduler.PlacementReport;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobQuery;
import org.jspecify.annotations.Nullable;

/**
 * The requester role of a node: takes jobs and follows them to their end. Safe for any thread.
 *
 * <p>Methods that return a future never throw; the future fails with a {@link org.bacalhau.core.model.BacalhauException}.
 * The other methods read what is stored and throw one. Futures complete on a thread of the node: do not block in what
 * depends on them.
 */
public interface Requester {

    /**
     * Submits a job. When the future completes, the job is stored and cannot be lost. A submission with a key whose job is
     * stored already gives that job.
     *
     * @return the accepted job with warnings; fails with a {@link org.bacalhau.core.model.ValidationException} that lists
     *     every fault, {@code UNSUPPORTED} if nobody in the network offers the engine, source or publisher, {@code
     *     CONFLICT} if its key was used for another submission, or {@code RESOURCE_EXHAUSTED} if too much is waiting
     */
    CompletableFuture<Submitted> submit(Submission submission);

    /** Submits a job under an id of the network's choice; see {@link #submit(Submission)}. */
    default CompletableFuture<Submitted> submit(JobSpec spec) {
        return submit(Submission.of(spec));
    }

    /**
     * Stops a job. Stopping a stopped job does nothing.
     *
     * @param reason for the job's history
     * @return the job after the stop; fails with {@code CONFLICT} if it has completed or failed
     */
    default CompletableFuture<Job> stop(JobId id, String reason) {
        return evaluateStop(id, reason).thenApply(Stopped::job);
    }

    /** Stops a job and tells which evaluation that was; see {@link #stop}. */
    CompletableFuture<Stopped> evaluateStop(JobId id, String reason);

    /**
     * Waits for a job to end.
     *
     * @param timeout how long; longer than zero
     * @return the job in its last state; fails with {@code DEADLINE_EXCEEDED} if it has not ended by then (the job goes
     *     on), {@code NOT_FOUND}, {@code INVALID_ARGUMENT} for a timeout that is not longer than zero, or {@code
     *     RESOURCE_EXHAUSTED} if too many callers wait already
     */
    CompletableFuture<Job> awaitEnd(JobId id, Duration timeout);

    /**
     * Waits for a job's history to go beyond an entry, or for the job to end. When the future completes, the entry can be
     * read; so nobody who reads up to where the history is and then waits misses one.
     *
     * @param after the number of the last entry that is known; 0 for none
     * @param timeout how long; longer than zero
     * @return the job; fails like {@link #awaitEnd}
     */
    CompletableFuture<Job> awaitMove(JobId id, long after, Duration timeout);

    /** Returns a job by its id. */
    Job job(JobId id);

    /**
     * Returns the whole id for one that may be shortened; an exact id wins over longer ones that start with it.
     *
     * @throws org.bacalhau.core.model.BacalhauException {@code NOT_FOUND}, or {@code AMBIGUOUS_ID} with the first
     *     candidates
     */
    JobId resolve(String idOrPrefix);

    /** Returns part of the list of jobs. */
    Page<Job> jobs(JobQuery query);

    /** Returns a job's executions in order of creation. */
    List<Execution> executions(JobId id);

    /** Returns part of a job's history. */
    Page<HistoryEntry> history(HistoryQuery query);

    /**
     * Returns where the results of a batch or ops job lie, in order of its executions: one for each that completed and
     * published something.
     */
    List<SpecConfig> results(JobId id);

    /**
     * Opens the log of one execution of a job.
     *
     * @param executionId the execution; null for the one that moved last among those that were not discarded
     * @param newOnly skip what was written before now
     * @param follow go on until the program ends
     * @return a reader that the caller closes
     */
    CompletableFuture<LogReader> logs(JobId id, @Nullable ExecutionId executionId, boolean newOnly, boolean follow);

    /**
     * Tells where a job would be placed now, and for every node that does not fit why not.
     *
     * @return fails with a {@link org.bacalhau.core.model.ValidationException} if the spec has faults
     */
    CompletableFuture<PlacementReport> explain(JobSpec spec);

    /** Returns every node the requester knows, in order of their ids. */
    List<NodeState> nodes();

    /** Lets a node take part. Fails with {@code CONFLICT} if it does already. */
    CompletableFuture<NodeState> approve(NodeId node);

    /** Gives a node no more work; what runs there goes on. Fails with {@code CONFLICT} if that is so already. */
    CompletableFuture<NodeState> reject(NodeId node);

    /** Forgets a node; its executions are lost and replaced. It comes back when it announces itself again. */
    CompletableFuture<Void> remove(NodeId node);
}
