package org.bacalhau.client.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request for one job (http-api.md §7.3). Immutable.
 *
 * @param job the job
 * @param history its history; null if it was not asked for
 * @param executions its executions; null if they were not asked for
 */
public record GetJobResponse(
        ApiJob job,
        @OmitEmpty @Nullable ApiList<ApiHistoryEntry> history,
        @OmitEmpty @Nullable ApiList<ApiExecution> executions) {
    public GetJobResponse {
        Objects.requireNonNull(job, "job");
    }
}
