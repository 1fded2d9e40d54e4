package org.bacalhau.core.requester;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.scheduler.NodeDirectory;
import org.bacalhau.core.store.JobSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that have not ended, with what runs where. Confined to the requester's loop. Jobs leave when their end is safely
 * stored; until then the store does not know of it.
 */
final class ActiveJobs {
    private final NodeDirectory directory;
    private final Map<JobId, JobSnapshot> jobs = new HashMap<>();
    // As many as there are commits in hand.
    private final Map<JobId, Job> ending = new HashMap<>();
    private final Set<JobId> daemons = new LinkedHashSet<>();
    private final Map<NodeId, Map<ExecutionId, JobId>> liveByNode = new HashMap<>();
    // A part of those in liveByNode. Not stored: after a restart nodes say again what they hold.
    private final Set<ExecutionId> taken = new HashSet<>();

    ActiveJobs(NodeDirectory directory) {
        this.directory = directory;
    }

    int size() {
        return jobs.size();
    }

    @Nullable
    JobSnapshot get(JobId id) {
        return jobs.get(id);
    }

    /** Returns a job that has ended without its end being safe yet; null if there is none. */
    @Nullable
    Job ending(JobId id) {
        return ending.get(id);
    }

    /** The end of a job is safe: from now on the store knows best. */
    void settled(JobId id) {
        ending.remove(id);
    }

    boolean hasDaemons() {
        return !daemons.isEmpty();
    }

    List<JobId> daemons() {
        return List.copyOf(daemons);
    }

    /** Returns the executions on a node that have not ended, with their jobs, in the order in which they were planned. */
    Map<ExecutionId, JobId> liveOn(NodeId node) {
        return new LinkedHashMap<>(liveByNode.getOrDefault(node, Map.of()));
    }

    /** Returns the job of an execution on this node that has not ended; null if there is none. */
    @Nullable
    JobId jobOf(NodeId node, ExecutionId execution) {
        return liveByNode.getOrDefault(node, Map.of()).get(execution);
    }

    /** Takes memory back to these jobs. What nodes have said of executions that are still there stays. */
    void reset(List<JobSnapshot> stored) {
        for (JobSnapshot job : jobs.values()) {
            for (Execution execution : job.executions()) {
                if (!execution.isTerminal()) {
                    directory.release(execution.nodeId(), execution.allocated());
                }
            }
        }
        jobs.clear();
        ending.clear();
        daemons.clear();
        liveByNode.clear();
        stored.forEach(job -> put(null, job));
        Set<ExecutionId> live = new HashSet<>();
        liveByNode.values().forEach(onNode -> live.addAll(onNode.keySet()));
        taken.retainAll(live);
    }

    /** Notes that a node has said that it has an execution; nothing if that has ended meanwhile. */
    void markTaken(NodeId node, ExecutionId execution) {
        if (jobOf(node, execution) != null) {
            taken.add(execution);
        }
    }

    /** Tells whether an execution's node has said that it has it. */
    boolean wasTaken(ExecutionId execution) {
        return taken.contains(execution);
    }

    /**
     * Takes over a job after a decision.
     *
     * @return whether an execution ended, so that a node has room
     */
    boolean put(@Nullable JobSnapshot before, JobSnapshot after) {
        boolean freed = updateExecutions(before == null ? List.of() : before.executions(), after.executions());
        JobId id = after.job().id();
        if (after.job().isTerminal()) {
            jobs.remove(id);
            ending.put(id, after.job());
            daemons.remove(id);
        } else {
            jobs.put(id, after);
            if (after.job().spec().type() == JobType.DAEMON) {
                daemons.add(id);
            }
        }
        return freed;
    }

    // Both lists have the same order; the later one may be longer.
    private boolean updateExecutions(List<Execution> before, List<Execution> after) {
        boolean freed = false;
        for (int i = 0; i < after.size(); i++) {
            Execution now = after.get(i);
            @Nullable Execution was = i < before.size() ? before.get(i) : null;
            boolean wasLive = was != null && !was.isTerminal();
            if (!wasLive && was == null && !now.isTerminal()) {
                directory.reserve(now.nodeId(), now.allocated());
                liveByNode
                        .computeIfAbsent(now.nodeId(), node -> new LinkedHashMap<>())
                        .put(now.id(), now.jobId());
            } else if (wasLive && now.isTerminal()) {
                release(now);
                freed = true;
            }
        }
        return freed;
    }

    private void release(Execution ended) {
        taken.remove(ended.id());
        directory.release(ended.nodeId(), ended.allocated());
        Map<ExecutionId, JobId> live = liveByNode.get(ended.nodeId());
        if (live != null) {
            live.remove(ended.id());
            if (live.isEmpty()) {
                liveByNode.remove(ended.nodeId());
            }
        }
    }
}
