package org.bacalhau.core.requester;

import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeId;

/**
 * What the requester tells a compute node about one execution. Immutable. The latest command about an execution replaces
 * any earlier one that is not yet answered.
 */
sealed interface Command {
    /** Returns the node it goes to. */
    NodeId node();

    /** Returns the execution it is about. */
    ExecutionId executionId();

    /** Ask for a bid, or to run at once. */
    record AskForBid(NodeId node, ExecutionId executionId, Job job, boolean waitForApproval) implements Command {
        AskForBid(Execution execution, Job job, boolean waitForApproval) {
            this(execution.nodeId(), execution.id(), job, waitForApproval);
        }
    }

    /** Run what was bid for. */
    record AcceptBid(NodeId node, ExecutionId executionId) implements Command {
        AcceptBid(Execution execution) {
            this(execution.nodeId(), execution.id());
        }
    }

    /** Forget what was bid for. */
    record RejectBid(NodeId node, ExecutionId executionId, String reason) implements Command {
        RejectBid(Execution execution, String reason) {
            this(execution.nodeId(), execution.id(), reason);
        }
    }

    /** Stop, at whatever stage. */
    record Cancel(NodeId node, ExecutionId executionId, String reason) implements Command {
        Cancel(Execution execution, String reason) {
            this(execution.nodeId(), execution.id(), reason);
        }
    }
}
