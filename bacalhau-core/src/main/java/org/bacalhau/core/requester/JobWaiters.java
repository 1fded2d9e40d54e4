package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/** Callers that wait for jobs to move or end. Confined to the requester's loop. */
final class JobWaiters {
    /** No history goes beyond this, so that only the end of the job ends the wait. */
    static final long UNTIL_END = Long.MAX_VALUE;

    private final EventLoop loop;
    private final int limit;
    private final Map<JobId, List<Waiter>> waiters = new HashMap<>();
    private int size;

    /** Creates an empty set that takes at most {@code limit} waiters. */
    JobWaiters(EventLoop loop, int limit) {
        this.loop = loop;
        this.limit = limit;
    }

    /**
     * Adds a caller.
     *
     * @param after the number of the history entry beyond which the job is to move
     */
    void add(JobId id, long after, Duration timeout, CompletableFuture<Job> future) {
        if (size >= limit) {
            future.completeExceptionally(BacalhauException.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    size + " callers wait for jobs already",
                    "ask again later, or raise the requester's waiter limit"));
            return;
        }
        Waiter waiter = new Waiter(after, future);
        waiter.timer = loop.schedule(timeout, () -> expire(id, waiter, timeout));
        waiters.computeIfAbsent(id, any -> new ArrayList<>(1)).add(waiter);
        size++;
    }

    private void expire(JobId id, Waiter waiter, Duration timeout) {
        @Nullable List<Waiter> ofJob = waiters.get(id);
        if (ofJob == null || !ofJob.remove(waiter)) {
            return;
        }
        size--;
        if (ofJob.isEmpty()) {
            waiters.remove(id);
        }
        String missed = waiter.after == UNTIL_END ? " has not ended within " : " has not moved within ";
        waiter.future.completeExceptionally(BacalhauException.of(
                ErrorCode.DEADLINE_EXCEEDED,
                "job " + id + missed + Quantities.formatDuration(timeout),
                "the job goes on; wait longer, or stop it"));
    }

    /** Lets those go on for whom the job has moved far enough, or everybody if it has ended. */
    void moved(Job job, long historySize) {
        @Nullable List<Waiter> ofJob = waiters.get(job.id());
        if (ofJob == null) {
            return;
        }
        List<Waiter> done = new ArrayList<>(ofJob.size());
        ofJob.removeIf(waiter -> {
            boolean isDone = job.isTerminal() || historySize > waiter.after;
            return isDone && done.add(waiter);
        });
        if (ofJob.isEmpty()) {
            waiters.remove(job.id());
        }
        size -= done.size();
        for (Waiter waiter : done) {
            waiter.timer.cancel();
            waiter.future.complete(job);
        }
    }

    /** Returns the jobs that somebody waits for. */
    Set<JobId> awaited() {
        return Set.copyOf(waiters.keySet());
    }

    /** There is no such job after all. */
    void fail(JobId id, BacalhauException cause) {
        @Nullable List<Waiter> ofJob = waiters.remove(id);
        if (ofJob != null) {
            size -= ofJob.size();
            fail(ofJob, cause);
        }
    }

    void failAll(BacalhauException cause) {
        waiters.values().forEach(ofJob -> fail(ofJob, cause));
        waiters.clear();
        size = 0;
    }

    private static void fail(List<Waiter> ofJob, BacalhauException cause) {
        for (Waiter waiter : ofJob) {
            waiter.timer.cancel();
            waiter.future.completeExceptionally(cause);
        }
    }

    private static final class Waiter {
        private final long after;
        private final CompletableFuture<Job> future;
        private EventLoop.Timer timer = EventLoop.Timer.NONE;

        private Waiter(long after, CompletableFuture<Job> future) {
            this.after = after;
            this.future = future;
        }
    }
}
