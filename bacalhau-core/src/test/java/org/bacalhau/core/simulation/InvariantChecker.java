package org.bacalhau.core.simulation;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.store.JobChange;

/**
 * What must hold after every commit of the requester, whatever the network does. Throws {@link AssertionError} at the first
 * commit after which it does not.
 */
final class InvariantChecker {
    private static final int SHOWN_CHANGES = 40;

    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private final Map<JobId, Map<ExecutionId, Execution>> executions = new HashMap<>();
    private final Map<NodeId, Membership> memberships = new HashMap<>();
    private final Map<JobId, Long> sequences = new HashMap<>();
    private final Map<String, Object> shownStates = new HashMap<>();
    private final ArrayDeque<String> recent = new ArrayDeque<>();

    void committed(List<JobChange> changes) {
        Set<JobId> touched = new HashSet<>();
        for (JobChange change : changes) {
            remember(change);
            if (change instanceof JobChange.PutJob put) {
                checkJob(put.job());
                touched.add(put.job().id());
            } else if (change instanceof JobChange.PutExecution put) {
                checkExecution(put.execution());
                touched.add(put.execution().jobId());
            } else if (change instanceof JobChange.AddHistory add) {
                checkHistory(add.entry());
            } else if (change instanceof JobChange.PutNode put) {
                memberships.put(put.node().info().id(), put.node().membership());
            }
        }
        touched.forEach(this::checkWhole);
    }

    private void checkJob(Job job) {
        Job before = jobs.put(job.id(), job);
        if (before == null) {
            demand(job.revision() == 1, "first revision of job is " + job.revision());
            return;
        }
        demand(before.state().canBecome(job.state()), "job went from " + before.state() + " to " + job.state());
        demand(job.revision() == before.revision() + 1, "job revision jumped to " + job.revision());
    }

    private void checkExecution(Execution execution) {
        Execution before = executions
                .computeIfAbsent(execution.jobId(), id -> new LinkedHashMap<>())
                .put(execution.id(), execution);
        if (before == null) {
            demand(execution.revision() == 1, "first revision of execution is " + execution.revision());
            return;
        }
        demand(!before.isTerminal(), "execution moved after its end, to " + execution.state());
        demand(
                before.state() == execution.state() || before.state().canBecome(execution.state()),
                "execution went from " + before.state() + " to " + execution.state());
        demand(
                before.desired().state() == execution.desired().state()
                        || execution.desired().state() != DesiredState.RUNNING
                        || memberships.get(execution.nodeId()) == Membership.APPROVED,
                "a bid of " + execution.nodeId() + " was approved, which is no member");
        demand(execution.revision() == before.revision() + 1, "execution revision jumped to " + execution.revision());
        demand(
                execution.desired().state().compareTo(before.desired().state()) >= 0,
                "desired state went back to " + execution.desired().state());
    }

    private void checkHistory(HistoryEntry entry) {
        long last = sequences.getOrDefault(entry.jobId(), 0L);
        demand(entry.sequence() == last + 1, "history of " + entry.jobId() + " jumps to " + entry.sequence());
        sequences.put(entry.jobId(), entry.sequence());
        if (entry instanceof HistoryEntry.OfExecution step) {
            Object shown = shownStates.put(step.executionId().value(), step.next());
            demand(shown == null || shown == step.previous(), "history shows " + step.previous() + " after " + shown);
        } else if (entry instanceof HistoryEntry.OfJob step) {
            Object shown = shownStates.put(step.jobId().value(), step.next());
            demand(shown == null || shown == step.previous(), "history shows " + step.previous() + " after " + shown);
        }
    }

    private void checkWhole(JobId id) {
        Job job = jobs.get(id);
        Map<ExecutionId, Execution> all = executions.getOrDefault(id, Map.of());
        Set<NodeId> nodes = new HashSet<>();
        int active = 0;
        int completed = 0;
        for (Execution execution : all.values()) {
            if (execution.isActive()) {
                active++;
                demand(nodes.add(execution.nodeId()), "two live executions of " + id + " on " + execution.nodeId());
            }
            if (execution.state() == ExecutionState.COMPLETED) {
                completed++;
            }
        }
        if (job.isTerminal()) {
            demand(
                    all.values().stream().allMatch(Execution::isTerminal),
                    "job " + id + " has ended, but not its executions");
        }
        int count = job.spec().count();
        switch (job.spec().type()) {
            case BATCH ->
                demand(
                        active + completed <= count,
                        active + " live and " + completed + " completed for count " + count);
            case SERVICE -> demand(active <= count, active + " live for count " + count);
            case OPS, DAEMON -> {}
        }
    }

    /** Returns every job as last committed. */
    Map<JobId, Job> jobs() {
        return jobs;
    }

    /** Returns a job's executions as last committed. */
    Map<ExecutionId, Execution> executions(JobId id) {
        return executions.getOrDefault(id, Map.of());
    }

    private void remember(JobChange change) {
        recent.add(change.toString());
        if (recent.size() > SHOWN_CHANGES) {
            recent.remove();
        }
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise + "\nthe last changes were:\n  " + String.join("\n  ", recent));
        }
    }
}
