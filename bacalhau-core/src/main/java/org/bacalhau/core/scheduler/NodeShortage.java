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
 * <p>It waits until its queue timeout. Without one it does not queue: where the nodes that are there do not do, it fails at
 * once (job-lifecycle.md §16). But nobody is judged by a network that is not there yet, say because the requester has just
 * started or every node awaits approval. So such a job, too, waits
 * <ul>
 *   <li>as long as nobody at all may be given work, and, if it was submitted then, for the reconnect grace after the first
 *       node: whether it is run must not depend on which node comes first;
 *   <li>for a node that was there, as long as that may come back.
 * </ul>
 *
 * <p>Nothing is polled: a node that joins or has room again causes an evaluation.
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
        Instant submitted = draft.job().createTime();
        Instant end = Timeouts.isSet(limit) ? TimeLimits.deadline(submitted, limit) : endOfPatience(submitted);
        if (draft.hasPassed(end)) {
            draft.fail(JobFailures.notEnoughNodes(selection.report(), cause, draft.now()));
            return false;
        }
        // A job nobody could ever look at is still as it was submitted (the original leaves it so, too).
        boolean isUntouched = draft.job().state() == JobState.PENDING
                && draft.executions().isEmpty()
                && !Timeouts.isSet(limit)
                && !directory.hasSchedulableNode();
        if (!isUntouched && draft.job().state() != JobState.QUEUED) {
            String message = "Job queued. " + selection.report().describe();
            draft.move(JobState.QUEUED, message, Event.of(EventTopic.QUEUEING, message, draft.now()));
        }
        return true;
    }

    private Instant endOfPatience(Instant submitted) {
        Instant gathering = directory.gatheringUntil(submitted);
        Instant awaited = directory.awaitedUntil();
        return gathering.isAfter(awaited) ? gathering : awaited;
    }
}
