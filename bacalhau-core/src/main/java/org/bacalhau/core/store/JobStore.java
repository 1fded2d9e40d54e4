package org.bacalhau.core.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Page;

/** Keeps the requester's state. One writer, any number of readers on any thread. */
public interface JobStore extends AutoCloseable {

    /**
     * Stores changes, all or none.
     *
     * @param changes in the order in which they happened
     * @return completes when the changes are safe, in the order of the calls; fails with a {@link
     *     org.bacalhau.core.model.BacalhauException} if they are not stored: {@code STORAGE_FULL} for a full disk, {@code
     *     ALREADY_EXISTS} for the first revision of a job whose id is taken. After a full disk, commits fail until {@link
     *     #resume}, so that nothing is stored which was built on what was not
     */
    CompletionStage<Void> commit(List<JobChange> changes);

    /**
     * Has the store take commits again after some failed (see {@link StoreFailures#isSurvivable}). Does nothing if it does.
     *
     * @return fails like a commit if the cause is still there; commits go on failing then
     */
    default CompletionStage<Void> resume() {
        return CompletableFuture.completedStage(null);
    }

    /** Returns every job that has not ended, with its executions, in order of creation. Called at start and after trouble. */
    List<JobSnapshot> activeJobs();

    /** Returns every node record. Called at start and after trouble. */
    List<NodeRecord> nodes();

    /** Returns a job by its whole id. */
    Optional<Job> job(JobId id);

    /**
     * Returns the ids that start with {@code prefix}, in order of their text.
     *
     * @param limit how many at the most, at least 1
     */
    List<JobId> jobIdsWithPrefix(String prefix, int limit);

    /**
     * Returns part of the list of jobs; costs what it returns and what the selector skips.
     *
     * @throws org.bacalhau.core.model.BacalhauException {@code INVALID_ARGUMENT} if the query's cursor is none
     */
    Page<Job> jobs(JobQuery query);

    /** Returns a job's executions in order of creation; empty if there is no such job. */
    List<Execution> executions(JobId id);

    /**
     * Returns part of a job's history; empty if there is no such job.
     *
     * @return the page's cursor is the number after which the next page goes on, as text
     */
    Page<HistoryEntry> history(HistoryQuery query);

    /** Ends the store after the commits in hand. May be called any number of times. */
    @Override
    void close();
}
