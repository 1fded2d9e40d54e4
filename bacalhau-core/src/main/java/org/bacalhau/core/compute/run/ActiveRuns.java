package org.bacalhau.core.compute.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;

/** The runs whose end has not been told. Safe for any thread. */
final class ActiveRuns {
    private static final long LONGEST_WAIT_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    // As many as the compute role starts: it queues the others.
    private final Map<ExecutionId, WorkerRun> runs = new HashMap<>();
    private int untold;
    private boolean closed;

    /**
     * Takes a run in.
     *
     * @throws BacalhauException if none is taken any more, or the execution has one
     */
    void add(WorkerRun run) {
        lock.lock();
        try {
            if (closed) {
                throw BacalhauException.of(
                        ErrorCode.UNAVAILABLE, "the node is closing and starts nothing", "run it on another node");
            }
            if (runs.putIfAbsent(run.id(), run) != null) {
                throw BacalhauException.of(
                        ErrorCode.ALREADY_EXISTS,
                        "execution " + run.id() + " is running already",
                        "wait for its end, or stop it");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a run of which nothing is left, so that its execution could run again; {@code told} has to follow. */
    void remove(WorkerRun run) {
        lock.lock();
        try {
            if (runs.remove(run.id(), run)) {
                untold++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the end of a removed run was told. */
    void told() {
        lock.lock();
        try {
            untold--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean contains(String executionId) {
        lock.lock();
        try {
            return runs.containsKey(new ExecutionId(executionId));
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more runs, and returns those there are. */
    List<WorkerRun> close() {
        lock.lock();
        try {
            closed = true;
            return new ArrayList<>(runs.values());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the ends of all runs were told, or {@code longest} has passed.
     *
     * @return the executions that still run
     */
    List<ExecutionId> awaitEnd(Duration longest) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        if (longest.getSeconds() < LONGEST_WAIT_SECONDS) {
            left = longest.toNanos();
        }
        lock.lock();
        try {
            while ((!runs.isEmpty() || untold > 0) && left > 0) {
                left = ended.awaitNanos(left);
            }
            return List.copyOf(runs.keySet());
        } finally {
            lock.unlock();
        }
    }
}
