package org.bacalhau.core.scheduler;

import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeState;

/**
 * Judges how well a node suits a job, by what the node is rather than by how busy it is. Confined to the requester's
 * loop.
 *
 * <p>The answer is remembered until the node changes what it offers, and for all jobs whose specs differ in name and count
 * only: so it must depend on nothing else. A ranker that throws rules the node out, with the exception as the reason.
 */
@FunctionalInterface
public interface NodeRanker {
    /** Judges one node. */
    NodeRank rank(Job job, NodeState node);
}
