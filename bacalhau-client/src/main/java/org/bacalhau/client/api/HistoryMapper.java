package org.bacalhau.client.api;

import java.util.Optional;
import java.util.TreeMap;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;

/** Turns history entries of the model into those of the wire and back. Safe for any thread: there is no state. */
public final class HistoryMapper {
    private HistoryMapper() {}

    /** Returns an entry for the wire, which has no room for its number. */
    public static ApiHistoryEntry toWire(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.OfJob step) {
            return new ApiHistoryEntry(
                    ApiHistoryEntry.JOB_LEVEL,
                    step.jobId().value(),
                    "",
                    "",
                    new ApiJobStateChange(
                            step.previous().wireName(), step.next().wireName()),
                    null,
                    step.newRevision(),
                    step.event().message(),
                    toWire(step.event()),
                    step.time());
        }
        HistoryEntry.OfExecution step = (HistoryEntry.OfExecution) entry;
        return new ApiHistoryEntry(
                ApiHistoryEntry.EXECUTION_LEVEL,
                step.jobId().value(),
                step.nodeId().value(),
                step.executionId().value(),
                null,
                new ApiExecutionStateChange(
                        step.previous().wireNumber(), step.next().wireNumber()),
                step.newRevision(),
                step.event().message(),
                toWire(step.event()),
                step.time());
    }

    /**
     * Returns an entry that was read from a server.
     *
     * @param sequence its number within the job's history, from 1, which the wire does not tell
     * @throws BacalhauException {@code UNSUPPORTED} if its type or a state is not known to this version
     */
    public static HistoryEntry toModel(ApiHistoryEntry entry, long sequence) {
        JobId jobId = new JobId(entry.jobId());
        Event event = toModel(entry.event());
        ApiJobStateChange ofJob = entry.jobState();
        if (ofJob != null) {
            return new HistoryEntry.OfJob(
                    jobId,
                    sequence,
                    known(ofJob.previous(), ApiJobState.named(ofJob.previous())),
                    known(ofJob.next(), ApiJobState.named(ofJob.next())),
                    entry.newRevision(),
                    event,
                    entry.time());
        }
        ApiExecutionStateChange ofExecution = entry.executionState();
        if (ofExecution == null) {
            throw unknown("type " + entry.type() + " without a change of state");
        }
        return new HistoryEntry.OfExecution(
                jobId,
                sequence,
                new ExecutionId(entry.executionId()),
                new NodeId(entry.nodeId()),
                known(ofExecution.previous(), ApiExecutionState.numbered(ofExecution.previous())),
                known(ofExecution.next(), ApiExecutionState.numbered(ofExecution.next())),
                entry.newRevision(),
                event,
                entry.time());
    }

    private static <T> T known(Object said, Optional<T> state) {
        return state.orElseThrow(() -> unknown("state " + said));
    }

    private static BacalhauException unknown(String what) {
        return BacalhauException.of(
                ErrorCode.UNSUPPORTED,
                "a history entry has " + what + ", which this version does not know",
                "use a newer version");
    }

    /** Returns an event for the wire. */
    public static ApiEvent toWire(Event event) {
        return new ApiEvent(event.message(), event.topic(), event.timestamp(), new TreeMap<>(event.details()));
    }

    /** Returns an event of the model. */
    public static Event toModel(ApiEvent event) {
        return new Event(event.topic(), event.message(), event.timestamp(), event.details());
    }
}
