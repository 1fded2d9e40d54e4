package org.bacalhau.core.transport;

import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;

/** What a compute node says to a requester. Safe for any thread; see the package description. */
public interface RequesterEndpoint {

    /** Answers a question for a bid. */
    CompletionStage<Answer> onBid(Bid message);

    /** Reports that an execution ran to its end and its result is published. */
    CompletionStage<Answer> onRunComplete(RunComplete message);

    /** Reports that an execution could not be bid for, run or published. */
    CompletionStage<Answer> onFailure(ExecutionFailure message);

    /** Tells that the node is there, what it offers and what it has in hand. */
    void onAnnouncement(NodeAnnouncement message);

    /** Tells that a node has said good-bye, or that the transport is certain that it is gone. */
    void onDeparture(NodeId node);

    /** How a report was taken. */
    enum Answer {
        /** It was taken; what follows from it is on disk. Also the answer to a report that was taken before. */
        TAKEN,
        /** The requester does not know the execution, or no longer wants it: the node drops it. */
        NOT_WANTED,
        /** The requester has no room for the report now; it is to be repeated later. */
        BUSY
    }

    /**
     * A bid, or that there is none.
     *
     * @param from the compute node
     * @param executionId the execution
     * @param jobId its job
     * @param accepted whether the node bids
     * @param reason why, in the words of job-lifecycle.md §9
     */
    record Bid(NodeId from, ExecutionId executionId, JobId jobId, boolean accepted, String reason) {}

    /**
     * The end of a run.
     *
     * @param from the compute node
     * @param executionId the execution
     * @param jobId its job
     * @param published where the result lies; {@link SpecConfig#NONE} without publisher
     * @param output what the run reported
     */
    record RunComplete(NodeId from, ExecutionId executionId, JobId jobId, SpecConfig published, RunOutput output) {}

    /**
     * A failure of an execution.
     *
     * @param from the compute node
     * @param executionId the execution
     * @param jobId its job
     * @param failure why
     * @param event the same in words, with the topic that says at what
     */
    record ExecutionFailure(NodeId from, ExecutionId executionId, JobId jobId, Failure failure, Event event) {}
}
