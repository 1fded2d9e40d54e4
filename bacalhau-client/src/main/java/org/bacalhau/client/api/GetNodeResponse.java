package org.bacalhau.client.api;

import java.util.Objects;

/**
 * Answers a request for one node (http-api.md §9.2). Immutable.
 *
 * @param node the node
 */
public record GetNodeResponse(ApiNodeState node) {
    public GetNodeResponse {
        Objects.requireNonNull(node, "node");
    }
}
