package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a job that waits on a compute node: the payload of {@code POST /api/v1/compute/approve} (http-api.md §12).
 * Immutable.
 *
 * @param clientId who decides; empty if missing
 * @param jobId the job; empty if missing
 * @param response what is decided; null if missing
 */
public record JobApproval(
        @JsonProperty("ClientID") String clientId,
        @JsonProperty("JobID") String jobId,
        @Nullable BidResponse response) {
    public JobApproval {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(jobId, "jobId");
    }

    /**
     * A decision. Immutable.
     *
     * @param shouldBid whether to run the job
     * @param shouldWait whether to let it wait on
     * @param reason why
     */
    public record BidResponse(
            @JsonProperty("shouldBid") boolean shouldBid,
            @JsonProperty("shouldWait") boolean shouldWait,
            @JsonProperty("reason") String reason) {
        public BidResponse {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
