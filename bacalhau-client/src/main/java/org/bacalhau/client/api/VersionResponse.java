package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Answers {@link VersionRequest} (http-api.md §11). Immutable.
 *
 * @param buildVersionInfo the version
 */
public record VersionResponse(
        @JsonProperty("build_version_info") ApiBuildVersion buildVersionInfo) {
    public VersionResponse {
        Objects.requireNonNull(buildVersionInfo, "buildVersionInfo");
    }
}
