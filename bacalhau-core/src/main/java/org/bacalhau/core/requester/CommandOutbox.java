package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to compute nodes and repeats each until it is answered. Confined to the requester's loop.
 *
 * <p>There is at most one command in hand for each execution: the latest. One that was repeated as often as the settings
 * allow is dropped; the next announcement of its node shows whether it is still needed.
 */
final class CommandOutbox {
    private final NodeId self;
    private final RequesterConfig config;
    private final EventLoop loop;
    private final Function<NodeId, ComputeEndpoint> nodes;
    private final Answers answers;
    // At most one for each execution that has not ended or was just stopped.
    private final Map<ExecutionId, Pending> pending = new HashMap<>();

    /** Is told what nodes answer, on the loop. */
    interface Answers {
        /** The node does not know an execution that it is to run. */
        void unknown(NodeId node, ExecutionId execution);

        /** The node has taken an execution that it is to run without further word. */
        void taken(NodeId node, ExecutionId execution);
    }

    CommandOutbox(
            NodeId self,
            RequesterConfig config,
            EventLoop loop,
            Function<NodeId, ComputeEndpoint> nodes,
            Answers answers) {
        this.self = self;
        this.config = config;
        this.loop = loop;
        this.nodes = nodes;
        this.answers = answers;
    }

    /** Sends a command and forgets any earlier one about the same execution. */
    void send(Command command) {
        Pending entry = new Pending(command);
        @Nullable Pending replaced = pending.put(command.executionId(), entry);
        if (replaced != null) {
            replaced.timer.cancel();
        }
        attempt(entry);
    }

    boolean isPending(ExecutionId id) {
        return pending.containsKey(id);
    }

    /** Forgets a command that the state of things has overtaken. */
    void settle(ExecutionId id) {
        @Nullable Pending entry = pending.remove(id);
        if (entry != null) {
            entry.timer.cancel();
        }
    }

    /** Sends nothing any more. */
    void close() {
        pending.values().forEach(entry -> entry.timer.cancel());
        pending.clear();
    }

    private void attempt(Pending entry) {
        entry.attempts++;
        int attempt = entry.attempts;
        entry.timer = loop.schedule(config.commandDeadline(), () -> retryLater(entry, attempt));
        CompletionStage<Answer> answer = deliverGuarded(entry.command);
        answer.whenComplete((taken, failure) -> loop.execute(() -> onAnswer(entry, attempt, taken)));
    }

    // A transport that throws must not keep from others what follows from the same commit.
    private CompletionStage<Answer> deliverGuarded(Command command) {
        try {
            return deliver(command);
        } catch (RuntimeException fault) {
            return CompletableFuture.failedStage(fault);
        }
    }

    private CompletionStage<Answer> deliver(Command command) {
        ExecutionId execution = command.executionId();
        ComputeEndpoint node = nodes.apply(command.node());
        if (command instanceof Command.AskForBid ask) {
            return node.askForBid(new ComputeEndpoint.AskForBid(self, execution, ask.job(), ask.waitForApproval()));
        }
        if (command instanceof Command.AcceptBid) {
            return node.bidAccepted(new ComputeEndpoint.BidAccepted(self, execution));
        }
        if (command instanceof Command.RejectBid reject) {
            return node.bidRejected(new ComputeEndpoint.BidRejected(self, execution, reject.reason()));
        }
        Command.Cancel cancel = (Command.Cancel) command;
        return node.cancelExecution(new ComputeEndpoint.CancelExecution(self, execution, cancel.reason()));
    }

    private void onAnswer(Pending entry, int attempt, @Nullable Answer answer) {
        if (!isCurrent(entry, attempt)) {
            return;
        }
        if (answer == null || answer == Answer.BUSY) {
            entry.timer.cancel();
            retryLater(entry, attempt);
            return;
        }
        settle(entry.command.executionId());
        tell(entry.command, answer);
    }

    private void tell(Command command, Answer answer) {
        boolean wanted = command instanceof Command.AskForBid || command instanceof Command.AcceptBid;
        if (answer == Answer.UNKNOWN_EXECUTION && wanted) {
            answers.unknown(command.node(), command.executionId());
        } else if (answer == Answer.TAKEN && command instanceof Command.AskForBid ask && !ask.waitForApproval()) {
            answers.taken(command.node(), command.executionId());
        }
    }

    private void retryLater(Pending entry, int attempt) {
        if (!isCurrent(entry, attempt)) {
            return;
        }
        if (!config.commandRetry().allowsRetryAfter(attempt)) {
            pending.remove(entry.command.executionId());
            return;
        }
        // From here on a late answer to this attempt no longer counts; the next attempt will be answered too.
        entry.attempts++;
        Duration delay = config.commandRetry().delayAfter(attempt);
        entry.timer = loop.schedule(delay, () -> {
            if (pending.get(entry.command.executionId()) == entry) {
                entry.attempts--;
                attempt(entry);
            }
        });
    }

    private boolean isCurrent(Pending entry, int attempt) {
        return pending.get(entry.command.executionId()) == entry && entry.attempts == attempt;
    }

    private static final class Pending {
        private final Command command;
        private int attempts;
        private Timer timer = Timer.NONE;

        private Pending(Command command) {
            this.command = command;
        }
    }
}
