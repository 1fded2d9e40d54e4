package org.bacalhau.core.store;

import java.time.Instant;
import java.util.Objects;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * An execution as its compute node records it. Immutable; every move gives a new value with the next revision.
 *
 * @param id the execution
 * @param requester who asked for it
 * @param job the whole job
 * @param waitForApproval whether it was put up as a bid
 * @param allocated what it may use: what was asked for, filled up with the node's defaults
 * @param status where it stands
 * @param outcome what is to be reported of its end; null while it has not ended, and if it was cancelled
 * @param revision 1 at first, one more with each move
 * @param createTime when the node took it
 * @param modifyTime when it last moved
 */
public record LocalExecution(
        ExecutionId id,
        NodeId requester,
        Job job,
        boolean waitForApproval,
        Resources allocated,
        Status<LocalExecutionState> status,
        @Nullable Outcome outcome,
        long revision,
        Instant createTime,
        Instant modifyTime) {

    /** What is to be reported of an execution's end. Immutable. */
    public sealed interface Outcome {
        /** It ran to its end. */
        record Completed(SpecConfig published, RunOutput output) implements Outcome {}

        /** It failed. */
        record Failed(Failure failure, Event event) implements Outcome {}
    }

    public LocalExecution {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(allocated, "allocated");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(createTime, "createTime");
        Objects.requireNonNull(modifyTime, "modifyTime");
    }

    /** Returns where it stands. */
    public LocalExecutionState state() {
        return status.state();
    }

    /** Returns the execution with the GPU devices, or other resources, that were set aside for its run. */
    public LocalExecution withAllocated(Resources taken) {
        return taken.equals(allocated)
                ? this
                : new LocalExecution(
                        id, requester, job, waitForApproval, taken, status, outcome, revision, createTime, modifyTime);
    }

    /** Returns the execution in the same state, with something else to be said about it. */
    public LocalExecution withMessage(String message, Instant now) {
        return new LocalExecution(
                id,
                requester,
                job,
                waitForApproval,
                allocated,
                new Status<>(status.state(), message),
                outcome,
                revision + 1,
                createTime,
                now);
    }

    /**
     * Returns the execution after a move.
     *
     * @throws IllegalStateException if there is no such move
     */
    public LocalExecution withState(
            LocalExecutionState next, String message, @Nullable Outcome newOutcome, Instant now) {
        if (!status.state().canBecome(next)) {
            throw new IllegalStateException("execution " + id + " cannot go from " + status.state() + " to " + next);
        }
        return new LocalExecution(
                id,
                requester,
                job,
                waitForApproval,
                allocated,
                new Status<>(next, message),
                newOutcome,
                revision + 1,
                createTime,
                now);
    }
}
