package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.bacalhau.core.model.Event;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a job or execution (http-api.md §14.6). Immutable.
 *
 * @param type {@link #JOB_LEVEL} or {@link #EXECUTION_LEVEL}
 * @param jobId the job
 * @param nodeId the node; empty for a step of the job itself
 * @param executionId the execution; empty for a step of the job itself
 * @param jobState the move; only for a step of the job itself
 * @param executionState the move; only for a step of an execution
 * @param newRevision the revision after the step
 * @param comment the event's message once more
 * @param event what is to be said about it
 * @param time when it happened
 */
public record ApiHistoryEntry(
        String type,
        @JsonProperty("JobID") String jobId,
        @JsonProperty("NodeID") @OmitEmpty String nodeId,
        @JsonProperty("ExecutionID") @OmitEmpty String executionId,
        @OmitEmpty @Nullable ApiJobStateChange jobState,
        @OmitEmpty @Nullable ApiExecutionStateChange executionState,
        long newRevision,
        @OmitEmpty String comment,
        ApiEvent event,
        Instant time) {
    /** The type of a step of the job itself. */
    public static final String JOB_LEVEL = "JobLevel";

    /** The type of a step of an execution. */
    public static final String EXECUTION_LEVEL = "ExecutionLevel";

    public ApiHistoryEntry {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(comment, "comment");
        event = Objects.requireNonNullElse(event, ApiEvent.NONE);
        time = Objects.requireNonNullElse(time, Event.NO_TIME);
    }
}
