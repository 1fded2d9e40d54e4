package org.bacalhau.core.requester;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.store.JobSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that would place more executions if there were room. Confined to the requester's loop.
 *
 * <p>Jobs that ask for the same are one class, sorted by priority and age: when a node joins or has room, only the first
 * of each class needs to be looked at, since where it does not fit, the others do not either.
 */
final class WaitingJobs {
    private static final Comparator<Entry> FIRST_COME = Comparator.comparingInt((Entry entry) -> -entry.priority)
            .thenComparing(Entry::job, Comparator.comparing(Job::createTime).thenComparing(Job::id));

    private final Map<Requirements, TreeSet<Entry>> classes = new HashMap<>();
    private final Map<JobId, Entry> byJob = new HashMap<>();

    /** Tells whether a job would place more executions if there were room. */
    static boolean waits(JobSnapshot snapshot) {
        Job job = snapshot.job();
        if (job.isTerminal()) {
            return false;
        }
        return switch (job.spec().type()) {
            case BATCH, SERVICE -> missing(snapshot) > 0;
            case OPS -> snapshot.executions().isEmpty();
            case DAEMON -> false;
        };
    }

    private static int missing(JobSnapshot snapshot) {
        int missing = snapshot.job().spec().count();
        for (Execution execution : snapshot.executions()) {
            if (execution.isActive() || execution.state() == ExecutionState.COMPLETED) {
                missing--;
            }
        }
        return missing;
    }

    boolean isEmpty() {
        return byJob.isEmpty();
    }

    boolean contains(JobId id) {
        return byJob.containsKey(id);
    }

    /** Notes whether the job waits. */
    void put(JobSnapshot snapshot, boolean waits) {
        JobId id = snapshot.job().id();
        Entry known = byJob.get(id);
        if (known != null && waits) {
            return;
        }
        if (known != null) {
            remove(known);
        } else if (waits) {
            Entry entry = new Entry(snapshot.job(), Requirements.of(snapshot));
            byJob.put(id, entry);
            classes.computeIfAbsent(entry.requirements, any -> new TreeSet<>(FIRST_COME))
                    .add(entry);
        }
    }

    private void remove(Entry entry) {
        byJob.remove(entry.job.id());
        TreeSet<Entry> waiting = classes.get(entry.requirements);
        if (waiting != null) {
            waiting.remove(entry);
            if (waiting.isEmpty()) {
                classes.remove(entry.requirements);
            }
        }
    }

    /** Returns the first job of each class, the most urgent first. */
    List<JobId> heads() {
        List<Entry> heads = new ArrayList<>(classes.size());
        classes.values().forEach(waiting -> heads.add(waiting.first()));
        heads.sort(FIRST_COME);
        return heads.stream().map(entry -> entry.job.id()).toList();
    }

    /** Returns the job that follows {@code placed} in its class, now that it no longer waits; null if there is none. */
    @Nullable
    JobId successor(JobSnapshot placed) {
        TreeSet<Entry> waiting = classes.get(Requirements.of(placed));
        return waiting == null ? null : waiting.first().job.id();
    }

    private record Entry(Job job, int priority, Requirements requirements) {
        private Entry(Job job, Requirements requirements) {
            this(job, job.spec().priority(), requirements);
        }
    }

    /**
     * What decides where a job fits. Two jobs with equal requirements fit the same nodes.
     *
     * @param tried the job itself if nodes are ruled out for it alone, because it ran there before; else null
     */
    private record Requirements(
            String engine,
            String publisher,
            List<String> sources,
            ResourcesConfig resources,
            List<LabelRequirement> constraints,
            @Nullable JobId tried) {
        private static Requirements of(JobSnapshot snapshot) {
            Job job = snapshot.job();
            Task task = job.task();
            return new Requirements(
                    task.engine().typeKey(),
                    task.publisher().typeKey(),
                    task.inputSources().stream()
                            .map(input -> input.source().typeKey())
                            .distinct()
                            .sorted()
                            .toList(),
                    task.resources(),
                    job.spec().constraints(),
                    snapshot.executions().isEmpty() ? null : job.id());
        }
    }
}
