package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Answers a stop (http-api.md §7.4). Immutable.
 *
 * @param evaluationId the evaluation that stops the executions; empty if the job was stopped already
 */
public record StopJobResponse(@JsonProperty("EvaluationID") String evaluationId) {
    public StopJobResponse {
        Objects.requireNonNull(evaluationId, "evaluationId");
    }
}
