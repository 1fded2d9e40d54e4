package org.bacalhau.client.api;

import java.util.List;
import java.util.Objects;

/**
 * Answers a request for the list of nodes; its key differs from that of all other lists (http-api.md §9.1). Immutable.
 *
 * @param nextToken always empty
 * @param nodes the nodes
 */
public record ListNodesResponse(String nextToken, List<ApiNodeState> nodes) {
    public ListNodesResponse {
        Objects.requireNonNull(nextToken, "nextToken");
        nodes = List.copyOf(nodes);
    }
}
