package org.bacalhau.core.requester;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a node says it holds with what this requester wants of it, and repeats what the node seems to have
 * missed. Confined to the requester's loop. This one comparison covers lost messages, partitions, and a restart on either
 * side: all commands are idempotent, so one too many does no harm.
 */
final class Reconciler {
    private final RequesterParts parts;
    private final ActiveJobs jobs;
    private final DecisionInterpreter interpreter;

    Reconciler(RequesterParts parts, ActiveJobs jobs, DecisionInterpreter interpreter) {
        this.parts = parts;
        this.jobs = jobs;
        this.interpreter = interpreter;
    }

    /**
     * Compares.
     *
     * @param fresh whether this is the node's first sign of life in a row. In a row, executions that have just moved are
     *     left alone: the announcement may be older than the move
     */
    void reconcile(NodeAnnouncement announcement, boolean fresh) {
        NodeId node = announcement.info().id();
        Set<ExecutionId> held = new HashSet<>();
        for (NodeAnnouncement.Held entry : announcement.held()) {
            if (entry.requester().equals(parts.self())) {
                held.add(entry.executionId());
            }
        }
        Map<ExecutionId, JobId> wanted = jobs.liveOn(node);
        for (ExecutionId id : held) {
            if (wanted.containsKey(id)) {
                jobs.markTaken(node, id);
            } else {
                interpreter.sendUnlessPending(
                        new Command.Cancel(node, id, "the requester no longer wants this execution"));
            }
        }
        wanted.forEach((id, jobId) -> {
            if (!held.contains(id)) {
                repeat(jobId, id, fresh);
            }
        });
    }

    private void repeat(JobId jobId, ExecutionId id, boolean fresh) {
        @Nullable JobSnapshot job = jobs.get(jobId);
        if (job == null) {
            return;
        }
        Instant settled = parts.loop().instant().minus(parts.config().commandDeadline());
        for (Execution execution : job.executions()) {
            if (execution.id().equals(id) && (fresh || execution.modifyTime().isBefore(settled))) {
                repeat(job.job(), execution);
                return;
            }
        }
    }

    // A node that is not asked for a bid may never have heard of the execution: then asking it is what runs it. If it
    // has had
    // it, it is only asked whether it still has: either it has just ended there, which is being reported, or it was
    // lost with
    // the node's data, and what runs in its place is another execution.
    private void repeat(Job job, Execution execution) {
        boolean isPutUp = execution.state() == ExecutionState.ASK_FOR_BID;
        boolean isUnheardOf = job.spec().type().runsOnAllNodes() && !jobs.wasTaken(execution.id());
        if (isPutUp || isUnheardOf) {
            interpreter.sendUnlessPending(new Command.AskForBid(execution, job, isPutUp));
        } else if (execution.state() == ExecutionState.BID_ACCEPTED) {
            interpreter.sendUnlessPending(new Command.AcceptBid(execution));
        }
    }
}
