package org.bacalhau.core.observe;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.store.LocalExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes facts on to other observers, on another thread and in their order. Safe for any thread; never blocks and never
 * throws.
 *
 * <p>At most one piece of work is given to the executor at a time, so observers are called by one thread at a time
 * whatever the executor. Facts that find the queue full are lost; how many were is told as soon as what was queued before
 * them is.
 */
public final class AsyncObserver implements NodeObserver, AutoCloseable {
    /** How many facts wait for slow observers, unless said otherwise: those of a second or so at full load. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(AsyncObserver.class);

    private final List<NodeObserver> observers;
    private final Executor executor;
    private final int capacity;

    private final Object lock = new Object();
    private ArrayDeque<Consumer<NodeObserver>> queue = new ArrayDeque<>(); // bounded by capacity
    private long lost;
    private boolean working;
    private boolean closed;

    /** Touched by the thread at work only. */
    private long faults;

    /**
     * Creates an observer.
     *
     * @param observers told of every fact, in this order
     * @param executor does the telling; whoever owns it lets it finish after {@link #close}
     * @param capacity how many facts may wait, at least 1
     */
    public AsyncObserver(List<NodeObserver> observers, Executor executor, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is not at least 1");
        }
        this.observers = List.copyOf(observers);
        this.executor = executor;
        this.capacity = capacity;
    }

    @Override
    public void jobMoved(Job job) {
        tell(observer -> observer.jobMoved(job));
    }

    @Override
    public void executionMoved(Execution execution) {
        tell(observer -> observer.executionMoved(execution));
    }

    @Override
    public void localExecutionMoved(LocalExecution execution) {
        tell(observer -> observer.localExecutionMoved(execution));
    }

    @Override
    public void nodeChanged(NodeState node) {
        tell(observer -> observer.nodeChanged(node));
    }

    @Override
    public void messageIgnored(String message, ExecutionId executionId, String why) {
        tell(observer -> observer.messageIgnored(message, executionId, why));
    }

    @Override
    public void fault(String what, Throwable cause) {
        tell(observer -> observer.fault(what, cause));
    }

    /** Passes on what another observer has lost. */
    @Override
    public void factsLost(long count) {
        tell(observer -> observer.factsLost(count));
    }

    private void tell(Consumer<NodeObserver> fact) {
        if (observers.isEmpty()) {
            return;
        }
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (queue.size() >= capacity) {
                lost++;
            } else {
                queue.add(fact);
            }
            if (working) {
                return;
            }
            working = true;
        }
        startWork();
    }

    private void startWork() {
        try {
            executor.execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (lock) {
                // Nothing tells them any more; if the executor takes work again, the loss is reported.
                lost += queue.size();
                queue.clear();
                working = false;
            }
        }
    }

    private void work() {
        ArrayDeque<Consumer<NodeObserver>> batch = new ArrayDeque<>();
        while (true) {
            long lostAfterBatch;
            synchronized (lock) {
                if (queue.isEmpty() && lost == 0) {
                    working = false;
                    return;
                }
                ArrayDeque<Consumer<NodeObserver>> taken = queue;
                queue = batch;
                batch = taken;
                lostAfterBatch = lost;
                lost = 0;
            }
            for (Consumer<NodeObserver> fact = batch.poll(); fact != null; fact = batch.poll()) {
                tellAll(fact);
            }
            if (lostAfterBatch > 0) {
                tellAll(observer -> observer.factsLost(lostAfterBatch));
            }
        }
    }

    private void tellAll(Consumer<NodeObserver> fact) {
        for (NodeObserver observer : observers) {
            try {
                fact.accept(observer);
            } catch (RuntimeException | Error fault) {
                faults++;
                // Ever more rarely, or a broken observer would flood the log.
                if (Long.bitCount(faults) == 1) {
                    LOG.warn(
                            "observer {} failed, fault number {}",
                            observer.getClass().getName(),
                            faults,
                            fault);
                }
            }
        }
    }

    /** Takes no more facts; those that are queued are still told. May be called any number of times. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }
}
