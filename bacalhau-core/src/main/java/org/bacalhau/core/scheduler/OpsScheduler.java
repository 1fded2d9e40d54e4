package org.bacalhau.core.scheduler;

import java.util.Optional;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.scheduler.Plan.Placement;

/**
 * Runs the job once on every node that matches when it is placed (job-lifecycle.md §3.2). Confined to the requester's loop.
 * Nothing is tried twice: the job is complete if every execution completed, and otherwise failed when the last one ended.
 */
final class OpsScheduler implements Scheduler {
    private final NodeDirectory directory;
    private final NodeSelector selector;
    private final NodeShortage shortage;

    OpsScheduler(NodeDirectory directory, NodeSelector selector) {
        this.directory = directory;
        this.selector = selector;
        shortage = new NodeShortage(directory);
    }

    @Override
    public Plan process(SchedulingRequest request) {
        PlanDraft draft = new PlanDraft(request);
        if (draft.job().isTerminal()) {
            draft.stopAll(StopReason.JOB_ENDED.event(draft.now()));
        } else if (draft.executions().isEmpty()) {
            if (!TimeLimits.failIfOverdue(draft)) {
                place(draft);
            }
        } else {
            advance(draft);
        }
        return draft.toPlan();
    }

    private void place(PlanDraft draft) {
        Selection selection = selector.select(draft.job(), draft.executions(), Integer.MAX_VALUE, draft.now());
        if (selection.nodes().isEmpty()) {
            shortage.waitOrFail(draft, selection, Optional.empty());
            return;
        }
        for (NodeId node : selection.nodes()) {
            draft.place(new Placement(node, selection.resources(), DesiredState.RUNNING, null));
        }
        draft.move(JobState.RUNNING, "", Event.NONE);
    }

    private void advance(PlanDraft draft) {
        LostExecutions.stop(draft, directory);
        if (!draft.active().isEmpty()) {
            if (TimeLimits.failIfOverdue(draft)) {
                return;
            }
            TimeLimits.stopOverdueExecutions(draft);
        }
        if (!draft.active().isEmpty()) {
            draft.move(JobState.RUNNING, "", Event.NONE);
            return;
        }
        Optional<Execution> failed = draft.executions().stream()
                .filter(execution -> execution.state() != ExecutionState.COMPLETED)
                .findFirst();
        failed.ifPresentOrElse(
                execution -> draft.fail(JobFailures.executionFailed(causeOf(execution), draft.now())), draft::complete);
    }

    private static Mishap causeOf(Execution execution) {
        return Mishap.of(execution, JobType.OPS)
                .orElseGet(() -> new Mishap(
                        execution,
                        Mishap.Kind.FAILED,
                        Failure.of(
                                ErrorCode.CANCELLED,
                                execution.desired().message(),
                                "submit the job again to run it again")));
    }
}
