package org.bacalhau.core.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.scheduler.Plan.Placement;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the job running on every node that matches, also on those that join later, until it is stopped (job-lifecycle.md
 * §3.3). Confined to the requester's loop.
 *
 * <p>A failed execution is tried again on its node after a wait, up to the limit; a stay longer than the longest wait starts
 * the count again. The job fails only if it runs nowhere and every node that took it has given up.
 */
final class DaemonScheduler implements Scheduler {
    private final NodeDirectory directory;
    private final NodeSelector selector;
    private final SchedulerConfig config;

    DaemonScheduler(NodeDirectory directory, NodeSelector selector, SchedulerConfig config) {
        this.directory = directory;
        this.selector = selector;
        this.config = config;
    }

    @Override
    public Plan process(SchedulingRequest request) {
        PlanDraft draft = new PlanDraft(request);
        if (draft.job().isTerminal()) {
            draft.stopAll(StopReason.JOB_ENDED.event(draft.now()));
        } else {
            LostExecutions.stop(draft, directory);
            advance(draft);
        }
        return draft.toPlan();
    }

    private void advance(PlanDraft draft) {
        Tries tries = new Tries(draft, config);
        Selection selection = selector.select(draft.job(), tries.ranks, Integer.MAX_VALUE, draft.now());
        for (NodeId node : selection.nodes()) {
            draft.place(new Placement(node, selection.resources(), DesiredState.RUNNING, tries.replaceable.get(node)));
        }
        if (draft.isRunning()) {
            draft.move(JobState.RUNNING, "", Event.NONE);
        } else if (tries.isHopeless()) {
            draft.fail(JobFailures.executionFailed(tries.givenUp.get(0), draft.now()));
        }
    }

    /** What has come of the job on each node so far. */
    private static final class Tries {
        private final Map<NodeId, NodeRank> ranks = new HashMap<>();
        private final Map<NodeId, ExecutionId> replaceable = new HashMap<>();
        private final List<Mishap> givenUp = new ArrayList<>();
        private boolean isAnyOpen;

        private Tries(PlanDraft draft, SchedulerConfig config) {
            Map<NodeId, List<Execution>> byNode = new LinkedHashMap<>();
            for (Execution execution : draft.executions()) {
                byNode.computeIfAbsent(execution.nodeId(), node -> new ArrayList<>())
                        .add(execution);
            }
            byNode.forEach((node, executions) -> ranks.put(node, rank(draft, node, executions, config)));
        }

        /** Tells whether the job runs nowhere for good reason, and no node will be asked again. */
        private boolean isHopeless() {
            return !givenUp.isEmpty() && !isAnyOpen;
        }

        private NodeRank rank(PlanDraft draft, NodeId node, List<Execution> executions, SchedulerConfig config) {
            Execution last = executions.get(executions.size() - 1);
            if (executions.stream().anyMatch(execution -> !execution.isTerminal())) {
                isAnyOpen = true;
                return PastExecutions.RUNS_HERE;
            }
            RetryLedger ledger = RetryLedger.of(JobType.DAEMON, executions, config, draft.now());
            @Nullable Mishap mishap = Mishap.of(last, JobType.DAEMON).orElse(null);
            replaceable.put(node, last.id());
            if (mishap == null) {
                isAnyOpen = true;
                return NodeRank.NEUTRAL;
            }
            if (mishap.kind() == Mishap.Kind.TURNED_DOWN) {
                return PastExecutions.turnedDown(mishap.cause().message());
            }
            boolean isPermanent =
                    mishap.kind() == Mishap.Kind.FAILED && !mishap.cause().retryable();
            if (isPermanent || ledger.isExhausted()) {
                Mishap first = isPermanent ? mishap : ledger.firstCause().orElse(mishap);
                givenUp.add(first);
                return NodeRank.unsuitable(
                        "job failed on this node: " + first.cause().message());
            }
            isAnyOpen = true;
            return draft.hasPassed(ledger.dueAt(mishap))
                    ? NodeRank.NEUTRAL
                    : NodeRank.unsuitable("job failed on this node and is tried again later");
        }
    }
}
