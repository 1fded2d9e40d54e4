package org.bacalhau.core.compute;

import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.store.LocalExecution;

/** What a requester is to be told of an execution. Immutable. */
sealed interface Report {
    ExecutionId executionId();

    NodeId requester();

    /** A bid, or that there is none. */
    record Bid(ExecutionId executionId, NodeId requester, JobId jobId, boolean accepted, String reason)
            implements Report {}

    /** The end of an execution that has an outcome. */
    record Ended(LocalExecution execution) implements Report {
        @Override
        public ExecutionId executionId() {
            return execution.id();
        }

        @Override
        public NodeId requester() {
            return execution.requester();
        }
    }
}
