package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.Timeouts;

/**
 * What becomes of a job that more nodes are wanted for than fit. Confined to the requester's loop.
 *
 * <p>It waits until its queue timeout, and fails after that or if it has none. But as long as nobody at all may be given
 * work, say because the requester has just started or every node awaits approval, a job without queue timeout waits too;
 * and as long as a node that was there may come back, it waits for that node.
 * Nothing is polled: a node that joins or has room again causes an evaluation.
 */
final class NodeShortage {
    private final NodeDirectory directory;

    NodeShortage(NodeDirectory directory) {
        this.directory = directory;
    }

    /**
     * Fails the job or lets it wait.
     *
     * @param selection the nodes that do fit
     * @param cause what went wrong before on other nodes
     * @return whether it waits
     */
    boolean waitOrFail(PlanDraft draft, Selection selection, Optional<Mishap> cause) {
        Duration limit = draft.job().task().timeouts().queue();
        boolean isNobodyThere = !directory.hasSchedulableNode();
        Instant end = Timeouts.isSet(limit)
                ? TimeLimits.deadline(draft.job().createTime(), limit)
                : isNobodyThere ? Instant.MAX : directory.awaitedUntil();
        if (draft.hasPassed(end)) {
            draft.fail(JobFailures.notEnoughNodes(selection.report(), cause, draft.now()));
            return false;
        }
        // A job nobody could ever look at is still as it was submitted (the original leaves it so, too).
        boolean isUntouched = draft.job().state() == JobState.PENDING
                && draft.executions().isEmpty()
                && !Timeouts.isSet(limit)
                && isNobodyThere;
        if (!isUntouched && draft.job().state() != JobState.QUEUED) {
            String message = "Job queued. " + selection.report().describe();
            draft.move(JobState.QUEUED, message, Event.of(EventTopic.QUEUEING, message, draft.now()));
        }
        return true;
    }
}
