package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.scheduler.Plan.Placement;

/**
 * Keeps as many executions as the job counts: a batch job until that many have completed, a service until it is stopped
 * (job-lifecycle.md §3.1). Confined to the requester's loop.
 */
final class BatchServiceScheduler implements Scheduler {
    private static final Comparator<Execution> OLDEST_FIRST = Comparator.comparing(Execution::modifyTime);

    private final NodeDirectory directory;
    private final NodeSelector selector;
    private final SchedulerConfig config;
    private final NodeShortage shortage;

    BatchServiceScheduler(NodeDirectory directory, NodeSelector selector, SchedulerConfig config) {
        this.directory = directory;
        this.selector = selector;
        this.config = config;
        shortage = new NodeShortage(directory);
    }

    @Override
    public Plan process(SchedulingRequest request) {
        PlanDraft draft = new PlanDraft(request);
        if (draft.job().isTerminal()) {
            draft.stopAll(StopReason.JOB_ENDED.event(draft.now()));
        } else {
            advance(draft);
        }
        return draft.toPlan();
    }

    private void advance(PlanDraft draft) {
        // What has completed is counted before any limit: a job that is done in time does not fail because we look
        // late.
        int wanted = wanted(draft);
        if (wanted <= 0) {
            draft.complete();
            return;
        }
        LostExecutions.stop(draft, directory);
        withdrawFromOutsiders(draft);
        if (draft.job().spec().type() == JobType.BATCH) {
            if (TimeLimits.failIfOverdue(draft)) {
                return;
            }
            TimeLimits.stopOverdueExecutions(draft);
        }
        int missing = wanted - settleBids(draft, wanted);
        boolean waitsForNodes = missing > 0 && !replace(draft, missing);
        if (!draft.endsJob() && !waitsForNodes && draft.isRunning()) {
            draft.move(JobState.RUNNING, "", Event.NONE);
        }
    }

    private static int wanted(PlanDraft draft) {
        int count = draft.job().spec().count();
        if (draft.job().spec().type() == JobType.SERVICE) {
            return count;
        }
        long completed = draft.executions().stream()
                .filter(execution -> execution.state() == ExecutionState.COMPLETED)
                .count();
        return (int) Math.max(0, count - completed);
    }

    // What runs on a node that was rejected goes on (job-lifecycle.md §3.4); what is only to be bid for there is put up
    // elsewhere.
    private void withdrawFromOutsiders(PlanDraft draft) {
        for (Execution execution : draft.active()) {
            if (execution.desired().state() == DesiredState.PENDING && !directory.isMember(execution.nodeId())) {
                draft.stop(execution, StopReason.BID_NOT_NEEDED.event(draft.now()));
            }
        }
    }

    /**
     * Approves bids, the oldest first, as long as executions are wanted, and stops what is too much.
     *
     * @return how many of the wanted executions there are, or may come of bids that are awaited
     */
    private static int settleBids(PlanDraft draft, int wanted) {
        List<Execution> running = new ArrayList<>();
        List<Execution> pending = new ArrayList<>();
        for (Execution execution : draft.active()) {
            (execution.desired().state() == DesiredState.RUNNING ? running : pending).add(execution);
        }
        running.sort(OLDEST_FIRST);
        pending.sort(OLDEST_FIRST);
        int approved = 0;
        for (Iterator<Execution> bids = pending.iterator(); bids.hasNext() && running.size() + approved < wanted; ) {
            Execution bid = bids.next();
            if (bid.state() == ExecutionState.ASK_FOR_BID_ACCEPTED) {
                draft.approve(bid);
                bids.remove();
                approved++;
            }
        }
        if (running.size() + approved >= wanted) {
            pending.forEach(bid -> draft.stop(bid, StopReason.BID_NOT_NEEDED.event(draft.now())));
            pending.clear();
        }
        running.stream()
                .skip(wanted)
                .forEach(execution -> draft.stop(execution, StopReason.NOT_NEEDED.event(draft.now())));
        return running.size() + approved + pending.size();
    }

    /** Creates the missing executions, unless it is too early or there are no nodes for them; false in the latter case. */
    private boolean replace(PlanDraft draft, int missing) {
        RetryLedger ledger = RetryLedger.of(draft.job().spec().type(), draft.executions(), config, draft.now());
        Optional<Mishap> permanent = ledger.permanentFailure();
        if (permanent.isPresent()) {
            draft.fail(JobFailures.executionFailed(permanent.get(), draft.now()));
            return true;
        }
        if (ledger.isExhausted()) {
            draft.fail(JobFailures.retriedTooOften(ledger.firstCause().orElseThrow(), draft.now()));
            return true;
        }
        List<ExecutionId> replaceable = new ArrayList<>();
        int tooEarly = 0;
        for (Mishap mishap : ledger.open()) {
            if (draft.hasPassed(ledger.dueAt(mishap))) {
                replaceable.add(mishap.execution().id());
            } else {
                tooEarly++;
            }
        }
        int now = missing - tooEarly;
        return now <= 0 || place(draft, now, replaceable, ledger.firstCause());
    }

    private boolean place(PlanDraft draft, int missing, List<ExecutionId> replaceable, Optional<Mishap> cause) {
        Instant now = draft.now();
        Selection selection = selector.select(draft.job(), draft.executions(), missing, now);
        if (selection.nodes().size() < missing && !shortage.waitOrFail(draft, selection, cause)) {
            return true;
        }
        Iterator<ExecutionId> replaced = replaceable.iterator();
        for (NodeId node : selection.nodes()) {
            draft.place(new Placement(
                    node, selection.resources(), DesiredState.PENDING, replaced.hasNext() ? replaced.next() : null));
        }
        return selection.nodes().size() == missing;
    }
}
