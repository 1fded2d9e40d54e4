package org.bacalhau.core.scheduler;

import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeState;

/**
 * Judges how well a node suits a job, by what the node is rather than by how busy it is. Confined to the requester's
 * loop. The answer is remembered for the job's requirements until the node changes what it offers, so it must depend on
 * nothing else.
 */
@FunctionalInterface
public interface NodeRanker {
    /** Judges one node. */
    NodeRank rank(Job job, NodeState node);
}
