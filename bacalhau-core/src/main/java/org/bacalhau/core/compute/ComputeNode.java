package org.bacalhau.core.compute;

import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.store.LocalExecution;

/** The compute role of a node, as the program that embeds it sees it. Safe for any thread. */
public interface ComputeNode {

    /** Returns what the node offers and how busy it is. */
    NodeInfo info();

    /** Returns the executions the node has in hand or whose end is not yet confirmed, oldest first. */
    List<LocalExecution> executions();

    /** Returns one of {@link #executions()}. */
    Optional<LocalExecution> execution(ExecutionId id);

    /**
     * Answers for bid strategies that wait for somebody's approval: every execution of the job that waits is bid for or
     * turned down.
     *
     * @param decision to bid or to reject, with the reason
     * @return how many executions were waiting
     */
    int decideWaitingBids(JobId job, BidDecision decision);
}
