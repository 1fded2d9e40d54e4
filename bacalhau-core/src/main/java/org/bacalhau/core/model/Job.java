package org.bacalhau.core.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A job the network has accepted. Immutable; every move gives a new value with the next revision.
 *
 * @param id its name
 * @param spec what was asked for, normalised
 * @param status where it stands
 * @param revision 1 when accepted, one more with each move
 * @param createTime when it was accepted
 * @param modifyTime when it last moved
 */
public record Job(
        JobId id, JobSpec spec, Status<JobState> status, long revision, Instant createTime, Instant modifyTime) {
    public Job {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(createTime, "createTime");
        Objects.requireNonNull(modifyTime, "modifyTime");
    }

    /** Returns a job that has just been accepted. */
    public static Job accepted(JobId id, JobSpec spec, Instant now) {
        return new Job(id, spec, Status.of(JobState.PENDING), 1, now, now);
    }

    /** Returns its state. */
    public JobState state() {
        return status.state();
    }

    /** Returns its task. */
    public Task task() {
        return spec.task();
    }

    /** Tells whether it has ended. */
    public boolean isTerminal() {
        return status.state().isTerminal();
    }

    /**
     * Returns the job after a move.
     *
     * @throws IllegalStateException if there is no such move
     */
    public Job withState(JobState next, String message, Instant now) {
        if (!status.state().canBecome(next)) {
            throw new IllegalStateException("job " + id + " cannot go from " + status.state() + " to " + next);
        }
        return new Job(id, spec, new Status<>(next, message), revision + 1, createTime, now);
    }
}
