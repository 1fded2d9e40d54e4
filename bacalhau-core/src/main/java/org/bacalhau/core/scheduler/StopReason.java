package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Quantities;

/**
 * Why the scheduler stops an execution. The texts are the original's (job-lifecycle.md §4.2). They are stored as the message
 * of the desired state and read back from it, so that it is known later, also after a restart, which stops were mishaps.
 */
enum StopReason {
    JOB_ENDED("Execution stop requested because job has been stopped"),
    NODE_LOST("Execution stop requested because node has disappeared"),
    // Of a bid that is not wanted, be it because of its node or because others came first.
    BID_NOT_NEEDED("Execution stop requested because node has been rejected"),
    NOT_NEEDED("Execution stop requested because there are more executions than needed"),
    TIMED_OUT("Execution timed out. Execution took longer than ");

    static final String LOSS_HINT = "Check the node and its connection";
    static final String TIMEOUT_HINT = "Increase the task timeout or allocate more resources";

    private final String text;

    StopReason(String text) {
        this.text = text;
    }

    /** Returns the event of a stop that is nobody's failure. */
    Event event(Instant now) {
        return Event.of(EventTopic.SCHEDULING, text, now);
    }

    /** Returns the event of a stop because the node is gone. */
    static Event nodeLost(Instant now) {
        Failure lost = Failure.of(ErrorCode.NODE_LOST, NODE_LOST.text, LOSS_HINT);
        return Event.of(EventTopic.SCHEDULING, lost, now);
    }

    /** Returns the event of a stop after {@code limit}. */
    static Event timedOut(Duration limit, Instant now) {
        String message = TIMED_OUT.text + Quantities.formatDuration(limit);
        return Event.of(EventTopic.EXECUTION_TIMEOUT, Failure.of(ErrorCode.TIMED_OUT, message, TIMEOUT_HINT), now);
    }

    /** Returns why the scheduler stopped an execution; empty if it did not. */
    static Optional<StopReason> of(Execution execution) {
        if (execution.desired().state() == DesiredState.STOPPED) {
            for (StopReason reason : values()) {
                if (execution.desired().message().startsWith(reason.text)) {
                    return Optional.of(reason);
                }
            }
        }
        return Optional.empty();
    }
}
