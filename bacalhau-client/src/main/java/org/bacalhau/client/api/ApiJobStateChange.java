package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * A move of a job, by names (http-api.md §14.6). Immutable.
 *
 * @param previous the state before; empty for undefined
 * @param next the state after; empty for undefined
 */
public record ApiJobStateChange(
        @OmitEmpty String previous,
        @JsonProperty("New") @OmitEmpty String next) {
    public ApiJobStateChange {
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(next, "next");
    }
}
