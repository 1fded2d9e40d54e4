package org.bacalhau.core.compute;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.transport.ComputeEndpoint;

/**
 * Receives what requesters command. Its methods are called by any thread and continue on the loop, see {@link Commands}. A
 * node that is closed, or whose loop is full, is busy.
 */
final class CommandReceiver implements ComputeEndpoint {
    private final EventLoop loop;
    private final Commands commands;
    private final LogDesk logs;
    private final BooleanSupplier isOpen;

    CommandReceiver(EventLoop loop, Commands commands, LogDesk logs, BooleanSupplier isOpen) {
        this.loop = loop;
        this.commands = commands;
        this.logs = logs;
        this.isOpen = isOpen;
    }

    @Override
    public CompletionStage<Answer> askForBid(AskForBid message) {
        return receive(answer -> commands.askForBid(message, answer));
    }

    @Override
    public CompletionStage<Answer> bidAccepted(BidAccepted message) {
        return receive(answer -> commands.bidAccepted(message, answer));
    }

    @Override
    public CompletionStage<Answer> bidRejected(BidRejected message) {
        return receive(answer -> commands.bidRejected(message, answer));
    }

    @Override
    public CompletionStage<Answer> cancelExecution(CancelExecution message) {
        return receive(answer -> commands.cancelExecution(message, answer));
    }

    private CompletionStage<Answer> receive(Consumer<CompletableFuture<Answer>> command) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        boolean queued = loop.tryExecute(() -> {
            if (isOpen.getAsBoolean()) {
                command.accept(answer);
            } else {
                answer.complete(Answer.BUSY);
            }
        });
        if (!queued) {
            answer.complete(Answer.BUSY);
        }
        return answer;
    }

    @Override
    public CompletionStage<LogReader> executionLogs(NodeId from, LogRequest request) {
        CompletableFuture<LogReader> answer = new CompletableFuture<>();
        boolean queued = loop.tryExecute(() -> {
            if (isOpen.getAsBoolean()) {
                logs.open(from, request, answer);
            } else {
                answer.completeExceptionally(unavailable());
            }
        });
        if (!queued) {
            answer.completeExceptionally(unavailable());
        }
        return answer;
    }

    private static BacalhauException unavailable() {
        return BacalhauException.of(
                ErrorCode.UNAVAILABLE, "the compute node is closed or too busy", "try again in a moment");
    }
}
