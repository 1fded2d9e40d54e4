package org.bacalhau.core.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job's task on one node, as the requester records it. Immutable; every move gives a new value with the
 * next revision, and {@link ExecutionState} says which moves there are.
 *
 * @param id its name
 * @param jobId the job
 * @param namespace the job's namespace
 * @param evaluationId the evaluation that planned it
 * @param nodeId the node
 * @param allocated what it was planned with; the node's defaults are not in it
 * @param desired what the requester wants of it
 * @param compute how far it got
 * @param publishedResult where its result lies; null until it completed, {@link SpecConfig#NONE} without publisher
 * @param output what its run reported; null if it did not run to its end
 * @param failure why it failed; null if it did not
 * @param previousExecution the execution it replaces; null for the first
 * @param revision 1 when planned, one more with each move
 * @param createTime when it was planned
 * @param modifyTime when it last moved
 */
public record Execution(
        ExecutionId id,
        JobId jobId,
        String namespace,
        EvaluationId evaluationId,
        NodeId nodeId,
        Resources allocated,
        Status<DesiredState> desired,
        Status<ExecutionState> compute,
        @Nullable SpecConfig publishedResult,
        @Nullable RunOutput output,
        @Nullable Failure failure,
        @Nullable ExecutionId previousExecution,
        long revision,
        Instant createTime,
        Instant modifyTime) {
    public Execution {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(evaluationId, "evaluationId");
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(allocated, "allocated");
        Objects.requireNonNull(desired, "desired");
        Objects.requireNonNull(compute, "compute");
        Objects.requireNonNull(createTime, "createTime");
        Objects.requireNonNull(modifyTime, "modifyTime");
    }

    /** Returns an execution that has just been planned. */
    public static Execution planned(
            ExecutionId id,
            Job job,
            EvaluationId evaluationId,
            NodeId nodeId,
            Resources allocated,
            DesiredState desired,
            @Nullable ExecutionId previousExecution,
            Instant now) {
        return new Execution(
                id,
                job.id(),
                job.spec().namespace(),
                evaluationId,
                nodeId,
                allocated,
                Status.of(desired),
                Status.of(ExecutionState.NEW),
                null,
                null,
                null,
                previousExecution,
                1,
                now,
                now);
    }

    /** Returns how far it got. */
    public ExecutionState state() {
        return compute.state();
    }

    /** Tells whether it has ended. */
    public boolean isTerminal() {
        return compute.state().isTerminal();
    }

    /** Tells whether it has not ended and is wanted: only such an execution counts towards the job's count. */
    public boolean isActive() {
        return !isTerminal() && desired.state() != DesiredState.STOPPED;
    }

    /**
     * Returns the execution after a move. An empty message keeps the previous one, as clients of the original expect
     * (job-lifecycle.md §4.4).
     *
     * @throws IllegalStateException if there is no such move
     */
    public Execution withState(ExecutionState next, String message, Instant now) {
        return moved(next, message, desired, publishedResult, output, failure, now);
    }

    /** Returns the execution after the requester changed what it wants of it. */
    public Execution withDesired(DesiredState next, String message, Instant now) {
        if (next.compareTo(desired.state()) < 0) {
            throw new IllegalStateException(
                    "execution " + id + " cannot be wanted " + next + " after " + desired.state());
        }
        return new Execution(
                id,
                jobId,
                namespace,
                evaluationId,
                nodeId,
                allocated,
                new Status<>(next, message),
                compute,
                publishedResult,
                output,
                failure,
                previousExecution,
                revision + 1,
                createTime,
                now);
    }

    /** Returns the execution after its node turned it down. */
    public Execution refused(String reason, Instant now) {
        return moved(
                ExecutionState.ASK_FOR_BID_REJECTED,
                reason,
                new Status<>(DesiredState.STOPPED, "bid rejected"),
                publishedResult,
                output,
                failure,
                now);
    }

    /** Returns the execution after its run was reported complete. */
    public Execution completed(SpecConfig published, RunOutput runOutput, Instant now) {
        return moved(
                ExecutionState.COMPLETED,
                "",
                new Status<>(DesiredState.STOPPED, "execution completed"),
                published,
                runOutput,
                null,
                now);
    }

    /** Returns the execution after it failed; {@code runOutput} is what a run that should not have ended reported. */
    public Execution failed(Failure cause, String desiredMessage, @Nullable RunOutput runOutput, Instant now) {
        return moved(
                ExecutionState.FAILED,
                cause.message(),
                new Status<>(DesiredState.STOPPED, desiredMessage),
                publishedResult,
                runOutput,
                cause,
                now);
    }

    private Execution moved(
            ExecutionState next,
            String message,
            Status<DesiredState> newDesired,
            @Nullable SpecConfig published,
            @Nullable RunOutput runOutput,
            @Nullable Failure cause,
            Instant now) {
        if (!compute.state().canBecome(next)) {
            throw new IllegalStateException("execution " + id + " cannot go from " + compute.state() + " to " + next);
        }
        return new Execution(
                id,
                jobId,
                namespace,
                evaluationId,
                nodeId,
                allocated,
                newDesired,
                new Status<>(next, message.isEmpty() ? compute.message() : message),
                published,
                runOutput,
                cause,
                previousExecution,
                revision + 1,
                createTime,
                now);
    }
}
