package org.bacalhau.core.scheduler;

import java.util.List;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeState;

/**
 * One thing a job wants of a node whatever the node's load. Immutable. Two requirements are equal if they judge every node
 * alike: what they found out about nodes is remembered under them.
 */
interface Requirement {
    /** Points of a node that has what is wanted. */
    int MET = 10;

    /** Points of a node of which it cannot be told, or of which nothing is wanted. */
    int NEUTRAL = 0;

    /** Points of a node that does not fit. */
    int UNMET = -1;

    /** Judges a node: points to add, or below zero if it does not fit. */
    int points(NodeState node, ComputeInfo compute);

    /** Says why a node does not fit, in the words of job-lifecycle.md §7.2. */
    String reason(NodeState node, ComputeInfo compute);

    /** Says the same without what differs from node to node, for a summary of very many nodes. */
    default String shortReason(NodeState node, ComputeInfo compute) {
        return reason(node, compute);
    }

    /** Says what would have to be the case for a node that does not fit: parts of a sentence after "if". */
    List<String> remedies(NodeState node, ComputeInfo compute);
}
