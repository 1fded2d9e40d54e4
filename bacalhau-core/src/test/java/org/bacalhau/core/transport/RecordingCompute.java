package org.bacalhau.core.transport;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.NodeId;

/** A compute node that keeps what it is told and answers as the test wants. Safe for any thread. */
public final class RecordingCompute implements ComputeEndpoint {
    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private volatile Function<Object, CompletionStage<Answer>> answers =
            message -> CompletableFuture.completedStage(Answer.TAKEN);
    private volatile BiFunction<NodeId, LogRequest, CompletionStage<LogReader>> logs =
            (from, request) -> CompletableFuture.failedStage(BacalhauException.notFound(
                    "execution", request.executionId().value()));

    /** Sets how messages are answered from now on; the function may throw. */
    public RecordingCompute answering(Function<Object, CompletionStage<Answer>> function) {
        answers = function;
        return this;
    }

    /** Sets what opens a log from now on; at first no execution is known. */
    public RecordingCompute openingLogs(BiFunction<NodeId, LogRequest, CompletionStage<LogReader>> function) {
        logs = function;
        return this;
    }

    /** Returns the messages that came and were not yet taken, oldest first. */
    public BlockingQueue<Object> messages() {
        return messages;
    }

    private CompletionStage<Answer> record(Object message) {
        messages.add(message);
        return answers.apply(message);
    }

    @Override
    public CompletionStage<Answer> askForBid(AskForBid message) {
        return record(message);
    }

    @Override
    public CompletionStage<Answer> bidAccepted(BidAccepted message) {
        return record(message);
    }

    @Override
    public CompletionStage<Answer> bidRejected(BidRejected message) {
        return record(message);
    }

    @Override
    public CompletionStage<Answer> cancelExecution(CancelExecution message) {
        return record(message);
    }

    @Override
    public CompletionStage<LogReader> executionLogs(NodeId from, LogRequest request) {
        return logs.apply(from, request);
    }
}
