package org.bacalhau.core.requester;

import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Job;

/**
 * The answer to a submission. Immutable.
 *
 * @param job the job as accepted
 * @param evaluationId the first evaluation of the job
 * @param warnings what of the request was changed or ignored; empty if nothing
 */
public record Submitted(Job job, EvaluationId evaluationId, List<String> warnings) {
    public Submitted {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(evaluationId, "evaluationId");
        warnings = List.copyOf(warnings);
    }
}
