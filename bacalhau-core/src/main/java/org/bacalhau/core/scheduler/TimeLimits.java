package org.bacalhau.core.scheduler;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Timeouts;

/** The time limits of batch and ops jobs. A limit has passed at the very instant it names. Stateless. */
final class TimeLimits {
    /**
     * How much longer than an execution's own limit the requester waits: the node enforces the limit, and it alone knows
     * how long the execution waited in its queue.
     */
    static final Duration EXECUTION_BUFFER = Duration.ofMinutes(2);

    private TimeLimits() {}

    /** Returns the end of a span of time; {@link Instant#MAX} if it lies beyond all time. */
    static Instant deadline(Instant from, Duration span) {
        try {
            return from.plus(span);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MAX;
        }
    }

    /** Fails the job if its total time has passed. */
    static boolean failIfOverdue(PlanDraft draft) {
        Duration total = draft.job().task().timeouts().total();
        if (!Timeouts.isSet(total)) {
            return false;
        }
        if (draft.hasPassed(deadline(draft.job().createTime(), total))) {
            draft.fail(JobFailures.timedOut(total, draft.now()));
            return true;
        }
        return false;
    }

    /** Stops the executions that took too long and of which the node has not said so itself. */
    static void stopOverdueExecutions(PlanDraft draft) {
        Duration limit = draft.job().task().timeouts().effectiveExecution();
        if (!Timeouts.isSet(limit)) {
            return;
        }
        for (Execution execution : draft.active()) {
            if (execution.state() == ExecutionState.BID_ACCEPTED
                    && draft.hasPassed(deadline(deadline(execution.modifyTime(), limit), EXECUTION_BUFFER))) {
                draft.stop(execution, StopReason.timedOut(limit, draft.now()));
            }
        }
    }
}
