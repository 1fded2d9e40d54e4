package org.bacalhau.core.model;

import java.util.Set;

/** The states of a job. This enum is the only list of legal moves (job-lifecycle.md §4.1). */
public enum JobState {
    /** Accepted and stored; no execution runs yet. */
    PENDING("Pending"),
    /** No fitting node now; the job waits for one until its queue timeout. */
    QUEUED("Queued"),
    /** At least one execution was told to run. */
    RUNNING("Running"),
    /** Every wanted execution completed. */
    COMPLETED("Completed"),
    /** The job cannot be completed; the status message names the first cause. */
    FAILED("Failed"),
    /** A user stopped it. */
    STOPPED("Stopped");

    private final String wireName;

    JobState(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the name used on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Tells whether no further move is possible. */
    public boolean isTerminal() {
        return successors().isEmpty();
    }

    /** Tells whether a job may go from this state to {@code next}. */
    public boolean canBecome(JobState next) {
        return successors().contains(next);
    }

    private Set<JobState> successors() {
        return switch (this) {
            case PENDING -> Set.of(QUEUED, RUNNING, COMPLETED, FAILED, STOPPED);
            case QUEUED -> Set.of(RUNNING, COMPLETED, FAILED, STOPPED);
            case RUNNING -> Set.of(QUEUED, COMPLETED, FAILED, STOPPED);
            case COMPLETED, FAILED, STOPPED -> Set.of();
        };
    }
}
