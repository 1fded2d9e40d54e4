package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A move of an execution, by numbers (http-api.md §14.6). Immutable.
 *
 * @param previous the compute state before; 0 for undefined
 * @param next the compute state after; the same if only the desired state changed
 */
public record ApiExecutionStateChange(
        @OmitEmpty int previous,
        @JsonProperty("New") @OmitEmpty int next) {}
