package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.Optional;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobType;

/**
 * An execution that did not go well and has to be made up for. Immutable.
 *
 * @param execution the execution
 * @param kind what became of it
 * @param cause why
 */
record Mishap(Execution execution, Kind kind, Failure cause) {
    /** What becomes of an execution that did not go well, by what follows from it. */
    enum Kind {
        /** It failed or took too long: it counts, and another try has to wait. */
        FAILED,
        /** Its node was lost: nobody's fault, and it was waited for long enough. */
        LOST,
        /** The node did not want it: another node is asked at once. */
        TURNED_DOWN
    }

    /** Returns what went wrong with an execution; empty if nothing did, or if it was merely not needed. */
    static Optional<Mishap> of(Execution execution, JobType type) {
        return switch (execution.state()) {
            case FAILED ->
                StopReason.of(execution).isPresent() ? ofStopped(execution) : Optional.of(ofFailed(execution));
            case COMPLETED -> type.isLongRunning() ? Optional.of(endedEarly(execution)) : Optional.empty();
            case ASK_FOR_BID_REJECTED -> Optional.of(turnedDown(execution));
            case NEW, ASK_FOR_BID, ASK_FOR_BID_ACCEPTED, BID_ACCEPTED, BID_REJECTED, CANCELLED -> ofStopped(execution);
        };
    }

    /** Returns when it happened. */
    Instant at() {
        return execution.modifyTime();
    }

    private static Mishap ofFailed(Execution execution) {
        Failure recorded = execution.failure();
        Failure cause = recorded != null
                ? recorded
                : Failure.of(ErrorCode.INTERNAL, execution.compute().message(), "look at the log of its node");
        Kind kind = switch (cause.code()) {
            case NODE_LOST -> Kind.LOST;
            case BID_REJECTED -> Kind.TURNED_DOWN;
            default -> Kind.FAILED;
        };
        // Who cancelled it says nothing about the next try, whatever the code says about a cancelled request.
        boolean mayBeRetried = cause.retryable() || cause.code() == ErrorCode.CANCELLED;
        return new Mishap(execution, kind, new Failure(cause.code(), cause.message(), cause.hint(), mayBeRetried));
    }

    private static Mishap endedEarly(Execution execution) {
        return new Mishap(
                execution,
                Kind.FAILED,
                Failure.of(
                        ErrorCode.PROGRAM_FAILED,
                        "execution completed unexpectedly",
                        "Service and daemon jobs run until they are stopped; use a batch or ops job for work that ends"));
    }

    private static Mishap turnedDown(Execution execution) {
        return new Mishap(
                execution,
                Kind.TURNED_DOWN,
                Failure.of(
                        ErrorCode.BID_REJECTED,
                        execution.compute().message(),
                        "change the job as the reason says, or run it on other nodes"));
    }

    private static Optional<Mishap> ofStopped(Execution execution) {
        Optional<StopReason> reason = StopReason.of(execution);
        if (reason.isEmpty()) {
            return execution.isTerminal() ? Optional.of(cancelled(execution)) : Optional.empty();
        }
        return switch (reason.get()) {
            case NODE_LOST ->
                Optional.of(new Mishap(
                        execution,
                        Kind.LOST,
                        Failure.of(
                                ErrorCode.NODE_LOST,
                                "node " + execution.nodeId().shortForm() + " has disappeared",
                                StopReason.LOSS_HINT)));
            case TIMED_OUT ->
                Optional.of(new Mishap(
                        execution,
                        Kind.FAILED,
                        Failure.of(ErrorCode.TIMED_OUT, execution.desired().message(), StopReason.TIMEOUT_HINT)));
            case JOB_ENDED, BID_NOT_NEEDED, NOT_NEEDED -> Optional.empty();
        };
    }

    private static Mishap cancelled(Execution execution) {
        String words = execution.compute().message();
        return new Mishap(
                execution,
                Kind.FAILED,
                new Failure(
                        ErrorCode.CANCELLED,
                        words.isEmpty() ? "execution was cancelled" : words,
                        "submit the job again to run it again",
                        true));
    }
}
