package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks to change a node's membership: {@code PUT /api/v1/orchestrator/nodes/:id} (http-api.md §9.3). Immutable.
 *
 * @param namespace ignored
 * @param credential ignored
 * @param idempotencyToken ignored
 * @param action {@link #APPROVE}, {@link #REJECT} or {@link #DELETE}
 * @param message why
 * @param nodeId ignored: the path names the node
 */
public record NodeActionRequest(
        String namespace,
        @Nullable Credential credential,
        String idempotencyToken,
        String action,
        String message,
        @JsonProperty("NodeID") String nodeId) {
    /** Lets the node take part. */
    public static final String APPROVE = "approve";

    /** Gives the node no more work. */
    public static final String REJECT = "reject";

    /** Forgets the node. */
    public static final String DELETE = "delete";

    public NodeActionRequest {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(idempotencyToken, "idempotencyToken");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(nodeId, "nodeId");
    }

    /** Returns a request for an action on a node. */
    public static NodeActionRequest of(String action, String nodeId, String message) {
        return new NodeActionRequest("", null, "", action, message, nodeId);
    }
}
