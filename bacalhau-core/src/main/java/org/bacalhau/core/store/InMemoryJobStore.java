package org.bacalhau.core.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobChange.PutNode;
import org.bacalhau.core.store.JobChange.RemoveNode;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the requester's state in memory, until the process ends. Safe for any thread.
 *
 * <p>Everything that was ever committed stays: a finished job with one execution takes about two kilobytes. A commit is
 * safe when {@link #commit} returns. Lists are read without holding up the writer, however long they are.
 */
public final class InMemoryJobStore implements JobStore {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final Object writing = new Object();
    private final NavigableMap<JobId, JobEntry> byId = new ConcurrentSkipListMap<>();
    private final NavigableMap<JobCursor, JobEntry> byTime = new ConcurrentSkipListMap<>();
    private final NavigableMap<JobCursor, JobEntry> byModification = new ConcurrentSkipListMap<>();
    private final NavigableMap<NodeId, NodeRecord> nodes = new ConcurrentSkipListMap<>();
    private boolean closed;

    @Override
    public CompletionStage<Void> commit(List<JobChange> changes) {
        synchronized (writing) {
            if (closed) {
                return CompletableFuture.failedStage(StoreFailures.closed("job store"));
            }
            Map<JobId, List<JobChange>> byJob = new LinkedHashMap<>();
            for (JobChange change : changes) {
                JobId job = jobOf(change);
                if (job != null) {
                    byJob.computeIfAbsent(job, id -> new ArrayList<>(changes.size()))
                            .add(change);
                }
            }
            // All or none: what could go wrong is found before anything is changed.
            for (Map.Entry<JobId, List<JobChange>> group : byJob.entrySet()) {
                @Nullable
                BacalhauException refusal =
                        refusal(group.getKey(), group.getValue().get(0));
                if (refusal != null) {
                    return CompletableFuture.failedStage(refusal);
                }
            }
            byJob.forEach(this::apply);
            changes.forEach(this::applyToNodes);
            return DONE;
        }
    }

    private @Nullable BacalhauException refusal(JobId id, JobChange first) {
        boolean isKnown = byId.containsKey(id);
        if (isKnown && first instanceof PutJob put && put.job().revision() == 1) {
            return StoreFailures.jobExists(id);
        }
        if (!isKnown && !(first instanceof PutJob)) {
            return BacalhauException.of(
                    ErrorCode.INTERNAL,
                    "change of a job that was never stored: " + id,
                    "this is a fault of the requester; please report it");
        }
        return null;
    }

    private static @Nullable JobId jobOf(JobChange change) {
        if (change instanceof PutJob put) {
            return put.job().id();
        }
        if (change instanceof PutExecution put) {
            return put.execution().jobId();
        }
        return change instanceof AddHistory add ? add.entry().jobId() : null;
    }

    private void apply(JobId id, List<JobChange> changes) {
        JobEntry known = byId.get(id);
        if (known != null) {
            JobCursor before = JobCursor.modified(known.job());
            known.apply(changes);
            JobCursor after = JobCursor.modified(known.job());
            if (!after.equals(before)) {
                // In this order, so that readers find it in one place at least.
                byModification.put(after, known);
                byModification.remove(before);
            }
        } else if (changes.get(0) instanceof PutJob first) {
            // Readers find it when it is complete.
            JobEntry entry = new JobEntry(first.job());
            entry.apply(changes);
            byId.put(entry.id(), entry);
            byTime.put(new JobCursor(entry.createTime(), entry.id()), entry);
            byModification.put(JobCursor.modified(entry.job()), entry);
        }
    }

    private void applyToNodes(JobChange change) {
        if (change instanceof PutNode put) {
            nodes.put(put.node().info().id(), put.node());
        } else if (change instanceof RemoveNode remove) {
            nodes.remove(remove.node());
        }
    }

    @Override
    public List<JobSnapshot> activeJobs() {
        return byTime.values().stream()
                .filter(entry -> !entry.job().isTerminal())
                .map(JobEntry::snapshot)
                .toList();
    }

    @Override
    public List<NodeRecord> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public Optional<Job> job(JobId id) {
        return Optional.ofNullable(byId.get(id)).map(JobEntry::job);
    }

    @Override
    public List<JobId> jobIdsWithPrefix(String prefix, int limit) {
        NavigableMap<JobId, JobEntry> from = prefix.isBlank() ? byId : byId.tailMap(new JobId(prefix), true);
        return from.keySet().stream()
                .takeWhile(id -> id.value().startsWith(prefix))
                .limit(limit)
                .toList();
    }

    @Override
    public Page<Job> jobs(JobQuery query) {
        @Nullable JobCursor cursor = JobCursor.parse(query.cursor());
        return switch (query.order()) {
            case CREATED_AT -> page(after(byTime, cursor, query.reverse()), query, place -> place);
            case MODIFIED_AT -> page(after(byModification, cursor, query.reverse()), query, place -> place);
            case ID ->
                page(
                        after(byId, cursor == null ? null : cursor.id(), query.reverse()),
                        query,
                        id -> new JobCursor(Instant.EPOCH, id));
        };
    }

    private static <K> Page<Job> page(NavigableMap<K, JobEntry> ordered, JobQuery query, Function<K, JobCursor> place) {
        List<Job> found = new ArrayList<>();
        @Nullable JobCursor last = null;
        for (Map.Entry<K, JobEntry> entry : ordered.entrySet()) {
            Job job = entry.getValue().job();
            if (!isWanted(job, query)) {
                continue;
            }
            if (found.size() == query.limit()) {
                return new Page<>(found, String.valueOf(last));
            }
            found.add(job);
            last = place.apply(entry.getKey());
        }
        return new Page<>(found, null);
    }

    private static <K> NavigableMap<K, JobEntry> after(
            NavigableMap<K, JobEntry> all, @Nullable K cursor, boolean reverse) {
        NavigableMap<K, JobEntry> ordered = reverse ? all.descendingMap() : all;
        return cursor == null ? ordered : ordered.tailMap(cursor, false);
    }

    private static boolean isWanted(Job job, JobQuery query) {
        return (query.namespace() == null || query.namespace().equals(job.spec().namespace()))
                && (query.states().isEmpty() || query.states().contains(job.state()))
                && LabelRequirement.allMatch(query.labels(), job.spec().labels());
    }

    @Override
    public List<Execution> executions(JobId id) {
        JobEntry entry = byId.get(id);
        return entry == null ? List.of() : entry.executions();
    }

    @Override
    public Page<HistoryEntry> history(HistoryQuery query) {
        JobEntry entry = byId.get(query.jobId());
        return entry == null ? new Page<>(List.of(), null) : entry.history(query.afterSequence(), query.limit());
    }

    /** Refuses further commits; what is stored can still be read. */
    @Override
    public void close() {
        synchronized (writing) {
            closed = true;
        }
    }
}
