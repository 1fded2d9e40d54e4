package org.bacalhau.client.api;

import java.util.Objects;

/**
 * Answers whether an agent is alive (http-api.md §10). Immutable.
 *
 * @param status {@link #OK}
 */
public record AliveResponse(String status) {
    /** What a node that is alive answers. */
    public static final String OK = "OK";

    public AliveResponse {
        Objects.requireNonNull(status, "status");
    }
}
