package org.bacalhau.core.requester;

import java.util.Map;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.NodeId;
import org.jspecify.annotations.Nullable;

/** Failures that the requester itself finds. */
final class Failures {
    private Failures() {}

    /** Returns the failure that an event of the scheduler tells of. */
    static Failure from(Event event) {
        Map<String, String> details = event.details();
        ErrorCode code = ErrorCode.TIMED_OUT;
        @Nullable String name = details.get(Event.ERROR_CODE);
        if (name != null) {
            code = ErrorCode.valueOf(name);
        }
        return new Failure(
                code, event.message(), details.getOrDefault(Event.HINT, ""), details.containsKey(Event.RETRYABLE));
    }

    /** The node answers that it does not know an execution that it had taken. */
    static Failure forgotten(ExecutionId execution, NodeId node) {
        return Failure.of(
                ErrorCode.NODE_LOST,
                "node " + node.shortForm() + " has lost execution " + execution.shortForm(),
                "the node was restarted without its data; the execution is tried again where that is allowed");
    }
}
