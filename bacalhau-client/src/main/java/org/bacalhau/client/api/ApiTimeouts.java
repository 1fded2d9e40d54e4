package org.bacalhau.client.api;

/**
 * How long the parts of a job may take, in seconds; 0 for no limit (http-api.md §14.3). Immutable.
 *
 * @param executionTimeout of one execution
 * @param queueTimeout of waiting for a fitting node
 * @param totalTimeout of the whole job
 */
public record ApiTimeouts(
        @OmitEmpty long executionTimeout,
        @OmitEmpty long queueTimeout,
        @OmitEmpty long totalTimeout) {}
