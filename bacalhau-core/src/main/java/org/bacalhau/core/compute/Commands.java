package org.bacalhau.core.compute;

import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.BidAccepted;
import org.bacalhau.core.transport.ComputeEndpoint.BidRejected;
import org.bacalhau.core.transport.ComputeEndpoint.CancelExecution;
import org.jspecify.annotations.Nullable;

/**
 * What each command does to an execution, whatever state it is in. Confined to the loop. Every command may come twice,
 * late, or before the one that should precede it; it is answered when its effect is safe.
 */
final class Commands {
    private final EventLoop loop;
    private final NodeObserver observer;
    private final ExecutionLedger ledger;
    private final BidDesk desk;
    private final Runs runs;
    private final ReportOutbox outbox;

    Commands(ComputeParts parts, ExecutionLedger ledger, BidDesk desk, Runs runs, ReportOutbox outbox) {
        this.loop = parts.loop();
        this.observer = parts.observer();
        this.ledger = ledger;
        this.desk = desk;
        this.runs = runs;
        this.outbox = outbox;
    }

    void askForBid(AskForBid asked, CompletableFuture<Answer> answer) {
        ExecutionId id = asked.executionId();
        @Nullable LocalExecution known = ledger.get(id);
        if (known != null) {
            if (isFromOther(asked.from(), known, "ask for bid", answer)) {
                return;
            }
            // It asks again, so it may have missed the bid.
            outbox.remind(id);
            takenAfterCommits(answer);
        } else if (ledger.wasForgotten(id)) {
            observer.messageIgnored("ask for bid", id, "the execution was withdrawn or has ended");
            takenAfterCommits(answer);
        } else if (ledger.isInterrupted()) {
            answer.complete(Answer.BUSY);
        } else {
            desk.ask(asked, answer);
        }
    }

    void bidAccepted(BidAccepted command, CompletableFuture<Answer> answer) {
        ExecutionId id = command.executionId();
        @Nullable LocalExecution known = ledger.get(id);
        if (known == null) {
            // While it is being decided on, the command is to come again; otherwise there is nothing to run.
            answer.complete(desk.isUndecided(id) ? Answer.BUSY : Answer.UNKNOWN_EXECUTION);
        } else if (isFromOther(command.from(), known, "bid accepted", answer)) {
            return;
        } else if (known.state() == LocalExecutionState.CREATED) {
            desk.settle(id);
            outbox.settle(id);
            LocalExecution accepted = known.withState(LocalExecutionState.BID_ACCEPTED, "", null, loop.instant());
            runs.admit(accepted);
            ledger.put(accepted, () -> {
                answer.complete(Answer.TAKEN);
                runs.ready(id);
            });
        } else {
            takenAfterCommits(answer);
        }
    }

    void bidRejected(BidRejected command, CompletableFuture<Answer> answer) {
        withdraw(
                command.from(),
                command.executionId(),
                "bid rejected",
                "bid rejected due to: " + command.reason(),
                answer);
    }

    void cancelExecution(CancelExecution command, CompletableFuture<Answer> answer) {
        withdraw(
                command.from(),
                command.executionId(),
                "cancel execution",
                "execution canceled due to: " + command.reason(),
                answer);
    }

    private void withdraw(
            NodeId from, ExecutionId id, String command, String reason, CompletableFuture<Answer> answer) {
        @Nullable LocalExecution known = ledger.get(id);
        if (known != null) {
            if (!isFromOther(from, known, command, answer)) {
                drop(known, reason, () -> answer.complete(Answer.TAKEN));
            }
            return;
        }
        boolean inHand = desk.withdraw(id) | outbox.settle(id);
        boolean takenBefore = inHand || ledger.wasForgotten(id);
        // The question for a bid may still be on its way; it must not be taken when it comes.
        ledger.remember(id);
        Answer answered = takenBefore ? Answer.TAKEN : Answer.UNKNOWN_EXECUTION;
        ledger.afterCommits(() -> answer.complete(answered), () -> answer.complete(Answer.BUSY));
    }

    /** Ends an execution that nobody wants any more, and forgets it; {@code whenSafe} runs last. */
    void drop(LocalExecution known, String reason, Runnable whenSafe) {
        desk.settle(known.id());
        outbox.settle(known.id());
        runs.withdraw(known.id());
        if (known.state().isTerminal()) {
            ledger.forget(known.id(), whenSafe);
        } else {
            ledger.endAndForget(known.withState(LocalExecutionState.CANCELLED, reason, null, loop.instant()), whenSafe);
        }
    }

    private void takenAfterCommits(CompletableFuture<Answer> answer) {
        ledger.afterCommits(() -> answer.complete(Answer.TAKEN), () -> answer.complete(Answer.BUSY));
    }

    private boolean isFromOther(NodeId from, LocalExecution known, String command, CompletableFuture<Answer> answer) {
        if (known.requester().equals(from)) {
            return false;
        }
        observer.messageIgnored(
                command, known.id(), "it comes from " + from + " but the execution belongs to " + known.requester());
        answer.complete(Answer.UNKNOWN_EXECUTION);
        return true;
    }
}
