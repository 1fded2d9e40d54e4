package org.bacalhau.client.api;

import java.util.Objects;

/**
 * A node as the requester knows it (http-api.md §14.9). Immutable.
 *
 * @param info what it says about itself
 * @param membership {@code PENDING}, {@code APPROVED} or {@code REJECTED}; empty if not known
 * @param connection {@code CONNECTED} or {@code DISCONNECTED}
 */
public record ApiNodeState(ApiNodeInfo info, String membership, String connection) {
    public ApiNodeState {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(membership, "membership");
        Objects.requireNonNull(connection, "connection");
    }

    /** Returns the node's id. */
    public String id() {
        return info.nodeId();
    }
}
