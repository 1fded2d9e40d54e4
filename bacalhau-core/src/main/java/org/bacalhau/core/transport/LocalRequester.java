package org.bacalhau.core.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.transport.Transport.RequesterPort;

/** A requester in this JVM: its way out, and how others reach it. Safe for any thread. */
final class LocalRequester implements RequesterPort {
    private final LocalTransport transport;
    private final NodeId self;
    private final RequesterEndpoint endpoint;
    private volatile boolean closed;

    LocalRequester(LocalTransport transport, NodeId self, RequesterEndpoint endpoint) {
        this.transport = transport;
        this.self = self;
        this.endpoint = endpoint;
    }

    NodeId self() {
        return self;
    }

    RequesterEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public ComputeEndpoint compute(NodeId node) {
        return new Outbound(node);
    }

    @Override
    public void close() {
        closed = true;
        transport.remove(this);
    }

    /** The way to one compute node, whether it is there or not. */
    private final class Outbound implements ComputeEndpoint {
        private final NodeId node;

        private Outbound(NodeId node) {
            this.node = node;
        }

        private <T> CompletionStage<T> send(NodeId from, Function<ComputeEndpoint, CompletionStage<T>> call) {
            if (closed) {
                return CompletableFuture.failedStage(LocalCall.portClosed(self));
            }
            if (!from.equals(self)) {
                return CompletableFuture.failedStage(LocalCall.forged(self, from));
            }
            LocalCompute compute = transport.compute(node);
            return compute == null
                    ? CompletableFuture.failedStage(LocalCall.notThere("compute node", node))
                    : LocalCall.answer(() -> call.apply(compute.endpoint()));
        }

        @Override
        public CompletionStage<Answer> askForBid(AskForBid message) {
            return send(message.from(), compute -> compute.askForBid(message));
        }

        @Override
        public CompletionStage<Answer> bidAccepted(BidAccepted message) {
            return send(message.from(), compute -> compute.bidAccepted(message));
        }

        @Override
        public CompletionStage<Answer> bidRejected(BidRejected message) {
            return send(message.from(), compute -> compute.bidRejected(message));
        }

        @Override
        public CompletionStage<Answer> cancelExecution(CancelExecution message) {
            return send(message.from(), compute -> compute.cancelExecution(message));
        }

        @Override
        public CompletionStage<LogReader> executionLogs(NodeId from, LogRequest request) {
            return send(from, compute -> compute.executionLogs(from, request));
        }
    }
}
