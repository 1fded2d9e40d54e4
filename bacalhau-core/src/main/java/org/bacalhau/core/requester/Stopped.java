package org.bacalhau.core.requester;

import java.util.Objects;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Job;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a stop. Immutable.
 *
 * @param job the job after the stop
 * @param evaluationId the evaluation that the stop was, which the job's history names too; null if the job was stopped before
 */
public record Stopped(Job job, @Nullable EvaluationId evaluationId) {
    public Stopped {
        Objects.requireNonNull(job, "job");
    }
}
