package org.bacalhau.node.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Commits that wait for the writer, in order. Safe for any thread.
 *
 * @param <C> the changes
 */
final class CommitBuffer<C> {
    private final StoreFile file;
    private final int limit;
    private final Duration longestWait;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    // At most as many as the limit.
    private final ArrayDeque<Commit<C>> waiting = new ArrayDeque<>();
    private @Nullable BacalhauException refusal;
    private @Nullable BacalhauException interruption;
    private boolean closed;

    /**
     * One commit, or the question whether commits can be stored again.
     *
     * @param changes what to store; null for the question
     * @param stage completed by the writer
     */
    record Commit<C>(@Nullable List<C> changes, CompletableFuture<Void> stage) {}

    CommitBuffer(StoreFile file, StoreSettings settings) {
        this.file = file;
        this.limit = settings.queueLimit();
        this.longestWait = settings.queueWait();
    }

    /** Adds a commit; waits for room, which slows the caller down to the pace of the disk. */
    CompletionStage<Void> add(List<C> changes) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        lock.lock();
        try {
            BacalhauException cause = awaitRoom();
            if (cause != null) {
                stage.completeExceptionally(cause);
            } else {
                waiting.add(new Commit<>(List.copyOf(changes), stage));
                work.signal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stage.completeExceptionally(BacalhauException.of(
                    ErrorCode.UNAVAILABLE, "interrupted while " + file + " was busy", "nothing was stored; try again"));
        } finally {
            lock.unlock();
        }
        return stage;
    }

    private @Nullable BacalhauException awaitRoom() throws InterruptedException {
        long nanos = longestWait.toNanos();
        while (refusal == null && interruption == null && waiting.size() >= limit) {
            if (nanos <= 0) {
                return BacalhauException.of(
                        ErrorCode.RESOURCE_EXHAUSTED,
                        waiting.size() + " commits wait for " + file,
                        "its disk is too slow for this load; nothing was stored");
            }
            nanos = room.awaitNanos(nanos);
        }
        return refusal != null ? refusal : interruption;
    }

    /** Asks the writer whether commits can be stored again; it lets them in before it answers. */
    CompletionStage<Void> askToResume() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        lock.lock();
        try {
            if (refusal != null) {
                stage.completeExceptionally(refusal);
            } else if (interruption == null) {
                stage.complete(null);
            } else {
                // The role asks again only when it was answered, so this needs no bound.
                waiting.add(new Commit<>(null, stage));
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        return stage;
    }

    /**
     * Returns what waits, in order; empty if nothing came in time.
     *
     * @param most no more than so many
     * @return null once the buffer is closed and nothing is left
     */
    @Nullable
    List<Commit<C>> take(int most, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (waiting.isEmpty() && !closed && nanos > 0) {
                nanos = work.awaitNanos(nanos);
            }
            if (waiting.isEmpty()) {
                return closed ? null : List.of();
            }
            List<Commit<C>> taken = new ArrayList<>(Math.min(most, waiting.size()));
            while (taken.size() < most && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Answers commits with {@code cause} until {@link #letIn}; those that wait are still to be taken. */
    void interrupt(BacalhauException cause) {
        lock.lock();
        try {
            interruption = cause;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes commits again. */
    void letIn() {
        lock.lock();
        try {
            interruption = null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns everything that waits, at once. */
    List<Commit<C>> takeAll() {
        lock.lock();
        try {
            List<Commit<C>> all = List.copyOf(waiting);
            waiting.clear();
            room.signalAll();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Answers commits with {@code cause} from now on; those that wait are still to be taken. The first cause stays. */
    void refuse(BacalhauException cause) {
        lock.lock();
        try {
            if (refusal == null) {
                refusal = cause;
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses commits, and ends the writer once it has taken those that wait. */
    void close(BacalhauException cause) {
        refuse(cause);
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
