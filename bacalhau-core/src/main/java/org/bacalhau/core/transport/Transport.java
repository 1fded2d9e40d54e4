package org.bacalhau.core.transport;

import org.bacalhau.core.model.NodeId;

/** Carries messages between nodes; see the package description for what it promises. Safe for any thread. */
public interface Transport extends AutoCloseable {

    /**
     * Takes part as a requester.
     *
     * @param self the node's id, verified by the transport where it can
     * @param endpoint receives what compute nodes report
     * @throws IllegalStateException if this node takes part as a requester already
     */
    RequesterPort openRequester(NodeId self, RequesterEndpoint endpoint);

    /**
     * Takes part as a compute node.
     *
     * @param self the node's id, verified by the transport where it can
     * @param endpoint receives what requesters command
     * @throws IllegalStateException if this node takes part as a compute node already
     */
    ComputePort openCompute(NodeId self, ComputeEndpoint endpoint);

    /** Ends all ports and connections. May be called any number of times. */
    @Override
    void close();

    /** A requester's way to the compute nodes. */
    interface RequesterPort extends AutoCloseable {
        /** Returns the way to a compute node, which need not be reachable or even exist. */
        ComputeEndpoint compute(NodeId node);

        /** Leaves the network in this role. */
        @Override
        void close();
    }

    /** A compute node's way to the requesters. */
    interface ComputePort extends AutoCloseable {
        /** Returns the way to a requester, which need not be reachable or even exist. */
        RequesterEndpoint requester(NodeId node);

        /** Tells every requester in reach what this node is and does; the answers are not waited for. */
        void announce(NodeAnnouncement announcement);

        /** Leaves the network in this role. */
        @Override
        void close();
    }
}
