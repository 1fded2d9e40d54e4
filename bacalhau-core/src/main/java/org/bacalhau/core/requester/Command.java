package org.bacalhau.core.requester;

import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Job;

/**
 * What the requester tells a compute node about one execution. Immutable. The latest command about an execution replaces
 * any earlier one that is not yet answered.
 */
sealed interface Command {
    /** Returns the execution it is about, with the node it goes to. */
    Execution execution();

    /** Ask for a bid, or to run at once. */
    record AskForBid(Execution execution, Job job, boolean waitForApproval) implements Command {}

    /** Run what was bid for. */
    record AcceptBid(Execution execution) implements Command {}

    /** Forget what was bid for. */
    record RejectBid(Execution execution, String reason) implements Command {}

    /** Stop, at whatever stage. */
    record Cancel(Execution execution, String reason) implements Command {}
}
