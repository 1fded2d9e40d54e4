package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers a submission (http-api.md §7.1). Immutable.
 *
 * @param jobId the job's name
 * @param evaluationId its first evaluation
 * @param warnings what of the request was changed or ignored; null if nothing
 */
public record PutJobResponse(
        @JsonProperty("JobID") String jobId,
        @JsonProperty("EvaluationID") String evaluationId,

        @JsonSetter(nulls = Nulls.SET, contentNulls = Nulls.AS_EMPTY) @Nullable
        List<String> warnings) {
    public PutJobResponse {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(evaluationId, "evaluationId");
        warnings = warnings == null ? null : List.copyOf(warnings);
    }
}
