package org.bacalhau.client.api;

import java.util.Objects;

/**
 * Says that a client is too old, or its version unreadable (http-api.md §2.2). Immutable.
 *
 * @param error what is wrong
 * @param minVersion the oldest version that is let in, without {@code v}; empty if the version is unreadable
 * @param clientVersion the client's version
 * @param serverVersion the server's version
 */
public record VersionGateBody(
        String error,
        @OmitEmpty String minVersion,
        @OmitEmpty String clientVersion,
        @OmitEmpty String serverVersion) {
    public VersionGateBody {
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(minVersion, "minVersion");
        Objects.requireNonNull(clientVersion, "clientVersion");
        Objects.requireNonNull(serverVersion, "serverVersion");
    }
}
