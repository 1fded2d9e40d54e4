package org.bacalhau.core.store;

import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Job;

/**
 * A job with its executions at one moment. Immutable.
 *
 * @param job the job
 * @param executions all its executions in order of creation
 * @param historySize how many history entries it has
 */
public record JobSnapshot(Job job, List<Execution> executions, long historySize) {
    public JobSnapshot {
        Objects.requireNonNull(job, "job");
        executions = List.copyOf(executions);
    }
}
