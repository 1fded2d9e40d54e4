package org.bacalhau.client.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks to run a job: {@code PUT /api/v1/orchestrator/jobs} (http-api.md §7.1). Immutable.
 *
 * @param job the job; null if the body has none, which no server accepts
 * @param namespace ignored: the job names its own
 * @param credential ignored
 * @param idempotencyToken the same for every try of one submission; ignored by the original
 */
public record PutJobRequest(
        @Nullable ApiJob job, String namespace, @Nullable Credential credential, String idempotencyToken) {
    public PutJobRequest {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(idempotencyToken, "idempotencyToken");
    }

    /** Returns a request for a job. */
    public static PutJobRequest of(ApiJob job, String idempotencyToken) {
        return new PutJobRequest(job, "", null, idempotencyToken);
    }
}
