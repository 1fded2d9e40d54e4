package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Answers {@code GET /api/v1/healthz} (http-api.md §11). Immutable.
 *
 * @param freeSpace how full the disks are
 */
public record HealthResponse(FreeSpace freeSpace) {
    public HealthResponse {
        Objects.requireNonNull(freeSpace, "freeSpace");
    }

    /**
     * How full the disks are. Immutable.
     *
     * @param tmp where temporary files lie
     * @param root the root file system
     */
    public record FreeSpace(
            @JsonProperty("tmp") Disk tmp,
            @JsonProperty("root") Disk root) {
        public FreeSpace {
            Objects.requireNonNull(tmp, "tmp");
            Objects.requireNonNull(root, "root");
        }
    }

    /**
     * How full one disk is, in bytes. Immutable.
     *
     * @param all its size
     * @param used what is used
     * @param free what is left
     */
    public record Disk(long all, long used, long free) {}
}
