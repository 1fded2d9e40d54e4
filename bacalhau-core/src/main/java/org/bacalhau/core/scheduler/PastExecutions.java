package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeId;

/**
 * Judges nodes by what the job has run there before (job-lifecycle.md §3.5): at most one live execution on a node, at most
 * two that did not complete, one if the node turned it down, and none after one that completed. Immutable.
 *
 * @param ranks of every node the job has been on
 */
record PastExecutions(Map<NodeId, NodeRank> ranks) {
    static final NodeRank RUNS_HERE = NodeRank.unsuitable("job already runs on this node");
    private static final String REJECTED = "job rejected";
    // How nodes begin such an answer (job-lifecycle.md §9.1).
    private static final String NODES_PREFIX = "rejected bid: ";
    private static final NodeRank COMPLETED_HERE = NodeRank.unsuitable("job already executed on this node");
    private static final NodeRank TRIED_TWICE = NodeRank.unsuitable("job already executed on this node more than once");

    static PastExecutions of(Job job, Collection<Execution> executions, SchedulerConfig config, Instant now) {
        if (executions.isEmpty()) {
            return new PastExecutions(Map.of());
        }
        RetryLedger ledger = RetryLedger.of(job.spec().type(), executions, config, now);
        boolean completionEnds = !job.spec().type().isLongRunning();
        Map<NodeId, NodeRank> ranks = new HashMap<>();
        Set<NodeId> tried = new HashSet<>();
        for (Execution execution : executions) {
            NodeId node = execution.nodeId();
            NodeRank rank = NodeRank.NEUTRAL;
            if (!execution.isTerminal()) {
                rank = RUNS_HERE;
            } else if (completionEnds && execution.state() == ExecutionState.COMPLETED) {
                rank = COMPLETED_HERE;
            } else if (!ledger.isForgiven(execution)) {
                rank = rankOfDiscarded(execution, !tried.add(node));
            }
            ranks.merge(node, rank, (earlier, later) -> earlier.isSuitable() ? later : earlier);
        }
        return new PastExecutions(ranks);
    }

    /**
     * Returns the judgement of a node that turned the job down.
     *
     * @param words what the node said; may be empty
     */
    static NodeRank turnedDown(String words) {
        String reason = words.startsWith(NODES_PREFIX) ? words.substring(NODES_PREFIX.length()) : words;
        if (reason.startsWith(REJECTED)) {
            return NodeRank.unsuitable(reason);
        }
        return NodeRank.unsuitable(reason.isEmpty() ? REJECTED : REJECTED + ": " + reason);
    }

    private static NodeRank rankOfDiscarded(Execution execution, boolean isSecond) {
        if (execution.state() == ExecutionState.ASK_FOR_BID_REJECTED) {
            return turnedDown(execution.compute().message());
        }
        return isSecond ? TRIED_TWICE : NodeRank.NEUTRAL;
    }
}
