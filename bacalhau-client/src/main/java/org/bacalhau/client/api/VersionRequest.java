package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Asks for the version: {@code POST /api/v1/version} (http-api.md §11). Immutable.
 *
 * @param clientId not used
 */
public record VersionRequest(@JsonProperty("client_id") String clientId) {
    public VersionRequest {
        Objects.requireNonNull(clientId, "clientId");
    }
}
