package org.bacalhau.core.transport;

import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;

/**
 * A sign of life of a compute node. Immutable. The list of executions lets a requester find out, whenever it hears of the
 * node, what the node has lost or still holds though nobody wants it.
 *
 * @param info what the node is and how busy it is
 * @param incarnation a text that is new each time the node starts
 * @param sequence counts the announcements of one incarnation, from 1; an older one that arrives late is ignored
 * @param held the executions it has in hand and has not reported as ended
 */
public record NodeAnnouncement(NodeInfo info, String incarnation, long sequence, List<Held> held) {
    /**
     * An execution in hand.
     *
     * @param executionId the execution
     * @param requester who asked for it
     */
    public record Held(ExecutionId executionId, NodeId requester) {}

    public NodeAnnouncement {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(incarnation, "incarnation");
        held = List.copyOf(held);
    }
}
