package org.bacalhau.core.requester;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.store.JobSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that would place more executions if there were room. Confined to the requester's loop.
 *
 * <p>Jobs that fit the same nodes are one class, sorted by priority and age: when a node joins or has room, only the first
 * of each class needs to be looked at, since where it does not fit, the others do not either. A job that has executions is
 * a class of its own, since the nodes it has been on are ruled out for it alone.
 */
final class WaitingJobs {
    /** The most urgent first, and of equally urgent ones the oldest. */
    static final Comparator<Entry> FIRST_COME = Comparator.comparingInt((Entry entry) -> -entry.priority)
            .thenComparing(Entry::job, Comparator.comparing(Job::createTime).thenComparing(Job::id));

    private final Function<Job, Object> fit;
    private final Map<Object, TreeSet<Entry>> classes = new HashMap<>();
    private final Map<JobId, Entry> byJob = new HashMap<>();

    /**
     * Creates an empty set.
     *
     * @param fit returns something that is equal for jobs that fit the same nodes
     */
    WaitingJobs(Function<Job, Object> fit) {
        this.fit = fit;
    }

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

    /** Notes whether the job waits. */
    void put(JobSnapshot snapshot, boolean waits) {
        Job job = snapshot.job();
        boolean wasOnNodes = !snapshot.executions().isEmpty();
        Entry known = byJob.get(job.id());
        if (known != null && (!waits || known.wasOnNodes != wasOnNodes)) {
            remove(known);
            known = null;
        }
        if (known == null && waits) {
            Object key = wasOnNodes ? job.id() : fit.apply(job);
            Entry entry = new Entry(job, job.spec().priority(), wasOnNodes, key);
            byJob.put(job.id(), entry);
            classes.computeIfAbsent(key, any -> new TreeSet<>(FIRST_COME)).add(entry);
        }
    }

    void clear() {
        byJob.clear();
        classes.clear();
    }

    private void remove(Entry entry) {
        byJob.remove(entry.job.id());
        TreeSet<Entry> waiting = classes.get(entry.key);
        if (waiting != null) {
            waiting.remove(entry);
            if (waiting.isEmpty()) {
                classes.remove(entry.key);
            }
        }
    }

    /** Returns the first job of each class, in no order. */
    List<Entry> heads() {
        return classes.values().stream().map(TreeSet::first).toList();
    }

    /** Returns the job that is now the first of the class of {@code entry}; null if the class is empty. */
    @Nullable
    Entry head(Entry entry) {
        TreeSet<Entry> waiting = classes.get(entry.key);
        return waiting == null ? null : waiting.first();
    }

    /**
     * A job that waits. Immutable.
     *
     * @param job the job
     * @param priority its priority
     * @param wasOnNodes whether it has executions
     * @param key its class
     */
    record Entry(Job job, int priority, boolean wasOnNodes, Object key) {}
}
