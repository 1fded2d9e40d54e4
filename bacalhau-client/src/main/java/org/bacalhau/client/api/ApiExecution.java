package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.core.model.ExecutionState;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job's task on one node (http-api.md §14.4). Immutable.
 *
 * @param id its name
 * @param namespace the job's namespace
 * @param evalId the evaluation that planned it
 * @param name always empty
 * @param nodeId the node
 * @param jobId the job
 * @param job the job itself; no endpoint sends it
 * @param allocatedResources what it was planned with; null is read as nothing said
 * @param desiredState what the requester wants of it
 * @param computeState how far it got
 * @param publishedResult where its result lies; null until it completed
 * @param runOutput what its run reported; null if it did not run to its end
 * @param previousExecution the execution it replaces; empty for none
 * @param nextExecution the execution that replaces it; empty for none
 * @param followupEvalId always empty
 * @param revision 1 when planned, one more with each move
 * @param createTime when it was planned, in nanoseconds since 1970
 * @param modifyTime when it last moved, in nanoseconds since 1970
 */
public record ApiExecution(
        @JsonProperty("ID") String id,
        String namespace,
        @JsonProperty("EvalID") String evalId,
        String name,
        @JsonProperty("NodeID") String nodeId,
        @JsonProperty("JobID") String jobId,
        @OmitEmpty @Nullable ApiJob job,
        ApiAllocatedResources allocatedResources,
        ApiExecutionState desiredState,
        ApiExecutionState computeState,
        @Nullable ApiSpecConfig publishedResult,
        @Nullable ApiRunOutput runOutput,
        String previousExecution,
        String nextExecution,
        @JsonProperty("FollowupEvalID") String followupEvalId,
        long revision,
        long createTime,
        long modifyTime) {
    public ApiExecution {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(evalId, "evalId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(jobId, "jobId");
        allocatedResources = Objects.requireNonNullElse(allocatedResources, ApiAllocatedResources.NONE);
        desiredState = Objects.requireNonNullElse(desiredState, ApiExecutionState.NOT_SAID);
        computeState = Objects.requireNonNullElse(computeState, ApiExecutionState.NOT_SAID);
        Objects.requireNonNull(previousExecution, "previousExecution");
        Objects.requireNonNull(nextExecution, "nextExecution");
        Objects.requireNonNull(followupEvalId, "followupEvalId");
    }

    /** Returns the same execution with another published result. */
    public ApiExecution withPublishedResult(ApiSpecConfig result) {
        return new ApiExecution(
                id,
                namespace,
                evalId,
                name,
                nodeId,
                jobId,
                job,
                allocatedResources,
                desiredState,
                computeState,
                result,
                runOutput,
                previousExecution,
                nextExecution,
                followupEvalId,
                revision,
                createTime,
                modifyTime);
    }

    /** Returns how far it got; empty for a state that is not known. */
    public Optional<ExecutionState> knownState() {
        return computeState.compute();
    }
}
