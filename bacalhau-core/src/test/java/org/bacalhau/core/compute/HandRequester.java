package org.bacalhau.core.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.bacalhau.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The network and all requesters on it: records what a compute node reports, and answers as the test says. */
final class HandRequester implements Transport, RequesterEndpoint {
    final List<Bid> bids = new ArrayList<>();
    final List<RunComplete> completions = new ArrayList<>();
    final List<ExecutionFailure> failures = new ArrayList<>();
    final List<NodeAnnouncement> announcements = new ArrayList<>();
    /** How reports are answered; null for not at all. */
    @Nullable
    Answer answer = Answer.TAKEN;

    @Nullable
    ComputeEndpoint node;

    int closes;

    ComputeEndpoint node() {
        if (node == null) {
            throw new AssertionError("no compute node is open");
        }
        return node;
    }

    /** Returns how often the end of an execution was reported. */
    long endsOf(ExecutionId id) {
        return completions.stream()
                        .filter(report -> report.executionId().equals(id))
                        .count()
                + failures.stream()
                        .filter(report -> report.executionId().equals(id))
                        .count();
    }

    private CompletionStage<Answer> answered() {
        return answer == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletionStage<Answer> onBid(Bid message) {
        bids.add(message);
        return answered();
    }

    @Override
    public CompletionStage<Answer> onRunComplete(RunComplete message) {
        completions.add(message);
        return answered();
    }

    @Override
    public CompletionStage<Answer> onFailure(ExecutionFailure message) {
        failures.add(message);
        return answered();
    }

    @Override
    public void onAnnouncement(NodeAnnouncement message) {
        announcements.add(message);
    }

    @Override
    public void onDeparture(NodeId departed) {}

    @Override
    public RequesterPort openRequester(NodeId self, RequesterEndpoint endpoint) {
        throw new UnsupportedOperationException("there is no other requester");
    }

    @Override
    public ComputePort openCompute(NodeId self, ComputeEndpoint endpoint) {
        node = endpoint;
        return new ComputePort() {
            @Override
            public RequesterEndpoint requester(NodeId target) {
                return HandRequester.this;
            }

            @Override
            public void announce(NodeAnnouncement announcement) {
                onAnnouncement(announcement);
            }

            @Override
            public void close() {
                closes++;
            }
        };
    }

    @Override
    public void close() {}
}
