package org.bacalhau.client.api;

import java.util.Objects;

/**
 * Answers an action on a node, always with status 200 (http-api.md §9.3). Immutable.
 *
 * @param success whether it was done
 * @param error why not; empty if it was
 */
public record NodeActionResponse(boolean success, String error) {
    public NodeActionResponse {
        Objects.requireNonNull(error, "error");
    }
}
