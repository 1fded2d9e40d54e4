package org.bacalhau.core.model;

import java.util.Objects;

/**
 * A node as the requester knows it. Immutable.
 *
 * @param info what it last said about itself
 * @param membership whether it may take part
 * @param connection whether it is heard
 */
public record NodeState(NodeInfo info, Membership membership, Connection connection) {
    /** Whether a node may be given work. */
    public enum Membership {
        PENDING,
        APPROVED,
        REJECTED
    }

    /** Whether a node is heard. */
    public enum Connection {
        CONNECTED,
        DISCONNECTED
    }

    public NodeState {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(membership, "membership");
        Objects.requireNonNull(connection, "connection");
    }

    /** Returns the node's id. */
    public NodeId id() {
        return info.id();
    }

    /** Tells whether new work may be sent to it. */
    public boolean isSchedulable() {
        return info.compute() != null && membership == Membership.APPROVED && connection == Connection.CONNECTED;
    }
}
