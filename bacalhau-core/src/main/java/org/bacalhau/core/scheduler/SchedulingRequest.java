package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.Evaluation;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Job;

/**
 * Everything a scheduler may look at, besides the nodes. Immutable.
 *
 * @param job the job, which has not ended
 * @param executions all its executions in order of creation
 * @param trigger the occasion
 * @param now the time
 */
public record SchedulingRequest(Job job, List<Execution> executions, Evaluation.Trigger trigger, Instant now) {
    public SchedulingRequest {
        Objects.requireNonNull(job, "job");
        executions = List.copyOf(executions);
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(now, "now");
    }
}
