package org.bacalhau.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop that is one daemon thread. Safe for any thread.
 *
 * <p>The thread takes everything that is queued in one go, so that under load the lock is taken once for many pieces of
 * work.
 */
public final class ThreadEventLoop implements EventLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadEventLoop.class);

    private final InstantSource clock;
    private final int capacity;
    private final Consumer<Throwable> faults;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final PriorityQueue<DelayedWork> timers = new PriorityQueue<>();
    private ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private long nextTimerNumber;
    private int cancelledTimers;
    private boolean closed;

    /**
     * Starts the loop.
     *
     * @param name the thread's name
     * @param clock tells the time to those who ask the loop; waiting itself uses the system's monotonic clock
     * @param capacity how many pieces of work {@link #tryExecute} lets wait, at least 1
     * @param faults told of everything that work throws, on the loop's thread
     */
    public ThreadEventLoop(String name, InstantSource clock, int capacity, Consumer<Throwable> faults) {
        this.clock = clock;
        this.capacity = capacity;
        this.faults = faults;
        this.thread = new Thread(this::runLoop, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public boolean isInLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable work) {
        if (!enqueue(work, Integer.MAX_VALUE)) {
            throw new RejectedExecutionException(thread.getName() + " is closed");
        }
    }

    @Override
    public boolean tryExecute(Runnable work) {
        return enqueue(work, capacity);
    }

    private boolean enqueue(Runnable work, int limit) {
        lock.lock();
        try {
            if (closed || queue.size() >= limit) {
                return false;
            }
            queue.add(work);
            if (queue.size() == 1) {
                wake.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable work) {
        lock.lock();
        try {
            if (closed) {
                return Timer.NONE;
            }
            long due = saturatedAdd(System.nanoTime(), delay);
            DelayedWork timer = new DelayedWork(due, nextTimerNumber++, work);
            timers.add(timer);
            if (timers.peek() == timer) {
                wake.signal();
            }
            return () -> cancel(timer);
        } finally {
            lock.unlock();
        }
    }

    // A wait of a century is as good as one that overflows the clock.
    private static long saturatedAdd(long now, Duration delay) {
        Duration longest = Duration.ofDays(36_500);
        return now + (delay.compareTo(longest) < 0 ? delay : longest).toNanos();
    }

    private void cancel(DelayedWork timer) {
        lock.lock();
        try {
            timer.cancelled = true;
            // Removing from the middle costs a scan; most timers are cancelled long before they are due, so instead
            // cancelled ones are swept out when they are the greater part.
            cancelledTimers++;
            if (cancelledTimers > 64 && cancelledTimers > timers.size() / 2) {
                timers.removeIf(candidate -> candidate.cancelled);
                cancelledTimers = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private void runLoop() {
        ArrayDeque<Runnable> batch = new ArrayDeque<>();
        while (true) {
            lock.lock();
            try {
                while (!closed && queue.isEmpty() && !timerIsDue()) {
                    awaitWork();
                }
                if (closed && queue.isEmpty()) {
                    return;
                }
                ArrayDeque<Runnable> taken = queue;
                queue = batch;
                batch = taken;
                takeDueTimers(batch);
            } finally {
                lock.unlock();
            }
            for (Runnable work = batch.poll(); work != null; work = batch.poll()) {
                runGuarded(work);
            }
        }
    }

    private boolean timerIsDue() {
        DelayedWork first = timers.peek();
        return first != null && first.due - System.nanoTime() <= 0;
    }

    private void awaitWork() {
        try {
            DelayedWork first = timers.peek();
            if (first == null) {
                wake.await();
            } else {
                wake.await(first.due - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            // Nobody owns this thread but the loop; an interrupt that strays here is reported once the lock is free.
            queue.addFirst(() -> {
                throw new IllegalStateException("interrupted while waiting for work", e);
            });
        }
    }

    private void takeDueTimers(ArrayDeque<Runnable> batch) {
        while (!closed && timerIsDue()) {
            DelayedWork timer = timers.remove();
            batch.add(() -> {
                if (!timer.cancelled) {
                    timer.work.run();
                }
            });
        }
    }

    private void runGuarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable fault) {
            report(fault);
        }
    }

    private void report(Throwable fault) {
        try {
            faults.accept(fault);
        } catch (Throwable handlerFault) {
            // The last resort: a loop that dies would leave everybody waiting.
            handlerFault.addSuppressed(fault);
            LOG.error("fault handler of event loop {} failed", thread.getName(), handlerFault);
        }
    }

    /**
     * Takes no more work, does what is queued, drops timers and waits up to ten seconds for the thread to end. May be
     * called any number of times, also from the loop itself, which then ends after the work in hand.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            timers.clear();
            wake.signal();
        } finally {
            lock.unlock();
        }
        if (!isInLoop()) {
            join();
        }
    }

    private void join() {
        boolean interrupted = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class DelayedWork implements Comparable<DelayedWork> {
        private final long due;
        private final long number;
        private final Runnable work;
        private volatile boolean cancelled;

        private DelayedWork(long due, long number, Runnable work) {
            this.due = due;
            this.number = number;
            this.work = work;
        }

        @Override
        public int compareTo(DelayedWork other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
