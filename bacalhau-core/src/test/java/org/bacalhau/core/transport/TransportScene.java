package org.bacalhau.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.bacalhau.core.transport.Transport.ComputePort;
import org.bacalhau.core.transport.Transport.RequesterPort;
import org.junit.jupiter.api.AfterEach;

/** A network of a few nodes for {@link TransportContract}. */
public abstract class TransportScene {
    static final ExecutionId EXECUTION = Jobs.executionId(1);
    static final JobId JOB = Jobs.jobId(1);

    private final List<AutoCloseable> ports = new ArrayList<>();

    /**
     * Returns the transport that a node uses, all of one network; the same one for the same node. The suite closes ports
     * only; close the transports after each test.
     */
    protected abstract Transport transportOf(NodeId node);

    /** Returns the id of a node of the network; the same one for the same number. */
    protected abstract NodeId nodeId(int number);

    /** Tells whether a message to a node that is not there fails, rather than staying unanswered. */
    protected abstract boolean reportsUnreachableNodes();

    @AfterEach
    void closePorts() throws Exception {
        for (AutoCloseable port : ports) {
            port.close();
        }
    }

    final RequesterPort requester(int number, RequesterEndpoint endpoint) {
        RequesterPort port = transportOf(nodeId(number)).openRequester(nodeId(number), endpoint);
        ports.add(port);
        return port;
    }

    final ComputePort compute(int number, ComputeEndpoint endpoint) {
        ComputePort port = transportOf(nodeId(number)).openCompute(nodeId(number), endpoint);
        ports.add(port);
        return port;
    }

    final NodeAnnouncement announcement(int number, long sequence) {
        NodeInfo info = Nodes.info(number);
        return new NodeAnnouncement(
                new NodeInfo(nodeId(number), info.labels(), info.compute(), info.version()),
                "incarnation",
                sequence,
                List.of(new NodeAnnouncement.Held(EXECUTION, nodeId(1))));
    }

    /** Has two nodes know each other: some transports learn of a node by its announcement. */
    final void introduce(RecordingRequester requester, ComputePort port, int number) {
        port.announce(announcement(number, 1));
        assertThat(taken(requester.announcements())).isEqualTo(announcement(number, 1));
    }

    static <T> T taken(BlockingQueue<T> queue) {
        try {
            T message = queue.poll(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(message).as("a message").isNotNull();
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
