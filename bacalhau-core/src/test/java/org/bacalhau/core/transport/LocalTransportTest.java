package org.bacalhau.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.bacalhau.core.transport.Transport.ComputePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalTransportTest extends TransportContract {
    private final LocalTransport transport = new LocalTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    @Override
    protected Transport transportOf(NodeId node) {
        return transport;
    }

    @Override
    protected NodeId nodeId(int number) {
        return Jobs.nodeId(number);
    }

    @Override
    protected boolean reportsUnreachableNodes() {
        return true;
    }

    @Test
    void closingTheTransportClosesEveryPort() {
        RecordingRequester requester = new RecordingRequester();
        var port = transport.openRequester(nodeId(1), requester);
        transport.openCompute(nodeId(2), new RecordingCompute());
        transport.close();
        transport.close();

        assertThat(requester.departures()).containsExactly(nodeId(2));
        CompletionStage<?> answer =
                port.compute(nodeId(2)).bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(1), Jobs.executionId(1)));
        assertThat(Await.failure(answer).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThatThrownBy(() -> transport.openCompute(nodeId(3), new RecordingCompute()))
                .isInstanceOf(BacalhauException.class);
    }

    @Test
    void tellsALateRequesterNothingOfANodeThatHasLeft() {
        ComputePort port = transport.openCompute(nodeId(2), new RecordingCompute());
        port.announce(Nodes.announcement(2, 1));
        port.close();
        RecordingRequester late = new RecordingRequester();
        transport.openRequester(nodeId(1), late);

        assertThat(late.announcements()).isEmpty();
    }

    @Test
    void departureIsTheLastWordThoughTheNodeLeavesWhileItIsAnnounced() {
        ComputePort port = transport.openCompute(nodeId(2), new RecordingCompute());
        // The node leaves after the announcement was sent and before the requester has dealt with it.
        RecordingRequester requester = new RecordingRequester().beforeAnnouncement(port::close);
        transport.openRequester(nodeId(1), requester);
        port.announce(Nodes.announcement(2, 1));

        assertThat(requester.signsOfLife()).last().isEqualTo(nodeId(2));
    }

    @Test
    void holdsNoLockWhileAnEndpointIsAtWork() {
        AtomicBoolean first = new AtomicBoolean(true);
        RecordingRequester requester = new RecordingRequester().beforeAnnouncement(() -> {
            if (first.getAndSet(false)) {
                Await.outcome(CompletableFuture.runAsync(this::workElsewhere));
            }
        });
        transport.openRequester(nodeId(1), requester);
        transport.openCompute(nodeId(2), new RecordingCompute()).announce(Nodes.announcement(2, 1));

        assertThat(requester.announcements())
                .containsExactlyInAnyOrder(Nodes.announcement(2, 1), Nodes.announcement(6, 1));
    }

    private void workElsewhere() {
        transport.openRequester(nodeId(5), new RecordingRequester()).close();
        transport.openCompute(nodeId(6), new RecordingCompute()).announce(Nodes.announcement(6, 1));
    }
}
