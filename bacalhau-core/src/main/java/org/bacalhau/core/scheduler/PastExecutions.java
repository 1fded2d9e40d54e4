package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeId;

/** What a job has done on nodes before. */
record PastExecutions(Map<NodeId, NodeRank> ranks) {
    static PastExecutions of(Job job, Collection<Execution> executions, SchedulerConfig config, Instant now) {
        return new PastExecutions(Map.of());
    }
}
