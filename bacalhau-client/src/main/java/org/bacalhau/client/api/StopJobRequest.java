package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks to stop a job: {@code DELETE /api/v1/orchestrator/jobs/:id} (http-api.md §7.4). Immutable.
 *
 * @param namespace ignored
 * @param credential ignored
 * @param idempotencyToken ignored
 * @param reason for the job's history
 */
public record StopJobRequest(
        String namespace,
        @Nullable Credential credential,
        String idempotencyToken,
        @JsonProperty("reason") String reason) {
    public StopJobRequest {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(idempotencyToken, "idempotencyToken");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns a request with a reason. */
    public static StopJobRequest of(String reason) {
        return new StopJobRequest("", null, "", reason);
    }
}
