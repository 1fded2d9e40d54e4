package org.bacalhau.core.transport;

import java.util.concurrent.CompletionStage;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeId;

/** What a requester says to a compute node. Safe for any thread; see the package description. */
public interface ComputeEndpoint {

    /**
     * Asks for a bid, or, without approval, to run at once. The answer only says that the question was taken; the bid
     * comes as {@link RequesterEndpoint#onBid}.
     */
    CompletionStage<Answer> askForBid(AskForBid message);

    /** Accepts the bid: the node runs the execution. */
    CompletionStage<Answer> bidAccepted(BidAccepted message);

    /** Turns the bid down: the node forgets the execution. */
    CompletionStage<Answer> bidRejected(BidRejected message);

    /** Stops the execution, whatever stage it is in. */
    CompletionStage<Answer> cancelExecution(CancelExecution message);

    /**
     * Opens the log of an execution that has not ended. Who follows one that has not begun waits for it with the reader.
     *
     * @return completes with a reader that the caller closes; fails with a
     *     {@link org.bacalhau.core.model.BacalhauException} if the node does not know the execution
     */
    CompletionStage<LogReader> executionLogs(NodeId from, LogRequest request);

    /** How a command was taken. */
    enum Answer {
        /** It was taken; its effect is on disk. Also the answer to a command that was taken before. */
        TAKEN,
        /** The node does not know the execution: it never heard of it, or has lost it. */
        UNKNOWN_EXECUTION,
        /** The node has no room for the command now; it is to be repeated later. */
        BUSY
    }

    /**
     * Asks for a bid.
     *
     * @param from the requester
     * @param executionId the execution to bid for
     * @param job the whole job
     * @param waitForApproval whether to wait for {@link BidAccepted} before running
     */
    record AskForBid(NodeId from, ExecutionId executionId, Job job, boolean waitForApproval) {}

    /** Accepts a bid. */
    record BidAccepted(NodeId from, ExecutionId executionId) {}

    /** Turns a bid down. */
    record BidRejected(NodeId from, ExecutionId executionId, String reason) {}

    /** Stops an execution. */
    record CancelExecution(NodeId from, ExecutionId executionId, String reason) {}
}
