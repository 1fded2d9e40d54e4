package org.bacalhau.core.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one job in memory. Safe for any thread: what is read of it is of one moment.
 *
 * <p>There may be millions of these, nearly all of ended jobs, so each holds two lists and nothing else.
 */
final class JobEntry {
    /** Up to so many executions are found by looking at each; beyond, an index is worth its memory. */
    private static final int FEW = 16;

    private final JobId id;
    private final Instant createTime;
    private volatile Job job;
    private final ArrayList<Execution> executions = new ArrayList<>(1);
    private final ArrayList<HistoryEntry> history = new ArrayList<>();
    private @Nullable Map<ExecutionId, Integer> positions;

    JobEntry(Job job) {
        this.id = job.id();
        this.createTime = job.createTime();
        this.job = job;
    }

    JobId id() {
        return id;
    }

    Instant createTime() {
        return createTime;
    }

    Job job() {
        return job;
    }

    /** Applies changes of this job; readers see all of them or none. */
    synchronized void apply(List<JobChange> changes) {
        Job newJob = job;
        for (JobChange change : changes) {
            if (change instanceof PutJob put) {
                newJob = put.job();
            } else if (change instanceof PutExecution put) {
                put(put.execution());
            } else if (change instanceof AddHistory add) {
                history.add(add.entry());
            }
        }
        job = newJob;
        if (newJob.isTerminal()) {
            executions.trimToSize();
            history.trimToSize();
            positions = null;
        }
    }

    private void put(Execution execution) {
        int position = positionOf(execution.id());
        if (position >= 0) {
            executions.set(position, execution);
            return;
        }
        executions.add(execution);
        if (positions != null) {
            positions.put(execution.id(), executions.size() - 1);
        }
    }

    private int positionOf(ExecutionId execution) {
        if (executions.size() > FEW && positions == null) {
            positions = new HashMap<>();
            for (int i = 0; i < executions.size(); i++) {
                positions.put(executions.get(i).id(), i);
            }
        }
        if (positions != null) {
            return positions.getOrDefault(execution, -1);
        }
        for (int i = 0; i < executions.size(); i++) {
            if (executions.get(i).id().equals(execution)) {
                return i;
            }
        }
        return -1;
    }

    synchronized JobSnapshot snapshot() {
        return new JobSnapshot(job, executions, history.size());
    }

    synchronized List<Execution> executions() {
        return List.copyOf(executions);
    }

    synchronized Page<HistoryEntry> history(long afterSequence, int limit) {
        int from = firstAfter(afterSequence);
        int to = Math.min(history.size(), from + limit);
        String next = to < history.size() ? Long.toString(history.get(to - 1).sequence()) : null;
        return new Page<>(history.subList(from, to), next);
    }

    private int firstAfter(long sequence) {
        int low = 0;
        int high = history.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (history.get(middle).sequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
