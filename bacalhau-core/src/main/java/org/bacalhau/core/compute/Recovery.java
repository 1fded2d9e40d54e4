package org.bacalhau.core.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Takes up what the store holds when a node starts: every state has its way on, so nothing that was taken is lost. Confined
 * to the loop.
 */
final class Recovery {
    private final ComputeParts parts;
    private final ExecutionLedger ledger;
    private final BidDesk desk;
    private final Runs runs;
    private final ReportOutbox outbox;

    Recovery(ComputeParts parts, ExecutionLedger ledger, BidDesk desk, Runs runs, ReportOutbox outbox) {
        this.parts = parts;
        this.ledger = ledger;
        this.desk = desk;
        this.runs = runs;
        this.outbox = outbox;
    }

    /** Takes up all executions; what earlier runs left behind goes, unless their execution runs again. */
    void takeUp(List<LocalExecution> stored) {
        Set<ExecutionId> runningAgain = new HashSet<>();
        for (LocalExecution execution : stored) {
            ledger.restore(execution);
            if (runsAgain(execution)) {
                runningAgain.add(execution.id());
            }
        }
        parts.work().runner().sweep(runningAgain);
        stored.forEach(this::takeUp);
    }

    private boolean runsAgain(LocalExecution execution) {
        return switch (execution.state()) {
            case BID_ACCEPTED -> true;
            case RUNNING, PUBLISHING -> execution.job().spec().type().isLongRunning() || survivesRestart(execution);
            case CREATED, COMPLETED, FAILED, CANCELLED -> false;
        };
    }

    private boolean survivesRestart(LocalExecution execution) {
        @Nullable
        Executor executor =
                parts.work().components().executor(execution.job().task().engine());
        return executor != null && executor.survivesRestart();
    }

    private void takeUp(LocalExecution execution) {
        if (!execution.state().isTerminal()
                && !execution.allocated().fitsIn(parts.config().totalCapacity())) {
            fail(
                    execution,
                    Ends.noLongerFits(execution.allocated(), parts.config().totalCapacity(), now()));
            return;
        }
        switch (execution.state()) {
            case CREATED -> bidAgain(execution);
            case BID_ACCEPTED -> {
                runs.admit(execution);
                runs.ready(execution.id());
            }
            case RUNNING, PUBLISHING -> {
                if (runsAgain(execution)) {
                    queueAgain(execution);
                } else {
                    fail(execution, Ends.lostByRestart(now()));
                }
            }
            case COMPLETED, FAILED -> outbox.send(new Report.Ended(execution));
            case CANCELLED -> ledger.forget(execution.id(), () -> {});
        }
    }

    private void bidAgain(LocalExecution created) {
        if (BidDesk.isWaiting(created)) {
            Duration waited = Duration.between(created.createTime(), now());
            Duration limit = parts.config().negotiationTimeout();
            Duration left = limit.minus(waited);
            // The clock may have been set back or far ahead meanwhile.
            desk.watch(created, left.isNegative() ? Duration.ZERO : left.compareTo(limit) > 0 ? limit : left);
        } else {
            desk.report(created);
        }
    }

    private Instant now() {
        return parts.loop().instant();
    }

    private void queueAgain(LocalExecution execution) {
        LocalExecution again = execution.withState(LocalExecutionState.BID_ACCEPTED, "", null, now());
        runs.admit(again);
        ledger.put(again, () -> runs.ready(again.id()));
    }

    private void fail(LocalExecution execution, Outcome.Failed outcome) {
        LocalExecution failed = execution.withState(
                LocalExecutionState.FAILED, outcome.failure().message(), outcome, now());
        ledger.put(failed, () -> outbox.send(new Report.Ended(failed)));
    }
}
