package org.bacalhau.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves only when work is due, and the one queue of all work of all simulated loops. Confined to the thread
 * of the test.
 *
 * <p>Work runs in order of the time at which it is due, and in the order in which it was added where that is the same;
 * so two runs that add the same work do the same. Work that throws ends the run: {@link #step} throws an {@link
 * AssertionError} that names the loop and the moment.
 */
public final class SimulatedTime implements InstantSource {
    /** When time begins unless the test says otherwise. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** So much work at one go is taken for a loop that feeds itself. */
    private static final long MOST_STEPS = 10_000_000;

    private final Instant start;
    private final PriorityQueue<Work> queue = new PriorityQueue<>();
    private Runnable afterEachStep = () -> {};
    private @Nullable SimulatedLoop current;
    private Duration elapsed = Duration.ZERO;
    private long added;
    private long steps;

    /** Starts time at {@code start}. */
    public SimulatedTime(Instant start) {
        this.start = start;
    }

    /** Starts time at {@link #START}. */
    public SimulatedTime() {
        this(START);
    }

    /** Returns a new loop that lives in this time and lets any amount of work wait. */
    public SimulatedLoop loop(String name) {
        return loop(name, Integer.MAX_VALUE);
    }

    /**
     * Returns a new loop that lives in this time.
     *
     * @param name for messages
     * @param capacity how many pieces of work {@link EventLoop#tryExecute} lets wait, at least 1
     */
    public SimulatedLoop loop(String name, int capacity) {
        return new SimulatedLoop(this, name, capacity);
    }

    /** Returns the true time, without any loop's clock offset. */
    @Override
    public Instant instant() {
        return start.plus(elapsed);
    }

    /** Has {@code check} run after every piece of work, for invariants that hold at all times. */
    public void afterEachStep(Runnable check) {
        afterEachStep = check;
    }

    /**
     * Adds work that belongs to no loop, such as the arrival of a message or the end of a program.
     *
     * @param delay at least zero
     */
    public EventLoop.Timer schedule(Duration delay, Runnable work) {
        return add(null, delay, work);
    }

    Work add(@Nullable SimulatedLoop owner, Duration delay, Runnable work) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("negative delay " + delay);
        }
        Work entry = new Work(owner, elapsed.plus(delay), added++, work);
        queue.add(entry);
        return entry;
    }

    void dropWorkOf(SimulatedLoop owner) {
        queue.removeIf(entry -> entry.owner == owner);
    }

    boolean isRunning(SimulatedLoop loop) {
        return current == loop;
    }

    /** Returns how many pieces of work have run. */
    public long steps() {
        return steps;
    }

    /** Returns when the next work is due; empty if there is none. */
    public Optional<Instant> nextDue() {
        dropCancelled();
        Work next = queue.peek();
        return next == null ? Optional.empty() : Optional.of(start.plus(next.due));
    }

    /**
     * Moves to the next piece of work and runs it.
     *
     * @return false if there was none
     * @throws AssertionError if the work, or the check after it, throws
     */
    public boolean step() {
        dropCancelled();
        Work next = queue.poll();
        if (next == null) {
            return false;
        }
        elapsed = next.due;
        steps++;
        run(next);
        return true;
    }

    private void dropCancelled() {
        for (Work next = queue.peek(); next != null && next.cancelled; next = queue.peek()) {
            queue.remove();
        }
    }

    private void run(Work work) {
        SimulatedLoop outer = current;
        current = work.owner;
        try {
            work.begin();
            afterEachStep.run();
        } catch (Throwable fault) {
            String where = work.owner == null ? "work without a loop" : "work of " + work.owner;
            throw new AssertionError(where + " failed at " + instant() + ", step " + steps + ": " + fault, fault);
        } finally {
            current = outer;
        }
    }

    /** Runs what is due now, and what that adds for now. Time stands still. */
    public void runReady() {
        runFor(Duration.ZERO);
    }

    /**
     * Runs until no work is left, not even a timer. For parts without repeating timers.
     *
     * @throws AssertionError if there is no end to it
     */
    public void runUntilIdle() {
        long end = steps + MOST_STEPS;
        while (step()) {
            checkEnds(end);
        }
    }

    /** Runs what is due within {@code span} from now; afterwards so much time has passed. */
    public void runFor(Duration span) {
        Duration until = elapsed.plus(span);
        long end = steps + MOST_STEPS;
        dropCancelled();
        for (Work next = queue.peek(); next != null && next.due.compareTo(until) <= 0; next = queue.peek()) {
            step();
            checkEnds(end);
            dropCancelled();
        }
        elapsed = until;
    }

    /**
     * Runs until a condition holds.
     *
     * @return whether it holds; false if it still does not after {@code limit}, or if there is no work left
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        Duration until = elapsed.plus(limit);
        long end = steps + MOST_STEPS;
        while (!condition.getAsBoolean()) {
            dropCancelled();
            Work next = queue.peek();
            if (next == null || next.due.compareTo(until) > 0) {
                return false;
            }
            step();
            checkEnds(end);
        }
        return true;
    }

    private void checkEnds(long end) {
        if (steps >= end) {
            throw new AssertionError("still busy at " + instant() + " after " + MOST_STEPS + " steps");
        }
    }

    /** A piece of work and when it is due. */
    static final class Work implements EventLoop.Timer, Comparable<Work> {
        private final @Nullable SimulatedLoop owner;
        private final Duration due;
        private final long number;
        private final Runnable work;
        private boolean cancelled;

        private Work(@Nullable SimulatedLoop owner, Duration due, long number, Runnable work) {
            this.owner = owner;
            this.due = due;
            this.number = number;
            this.work = work;
        }

        private void begin() {
            work.run();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Work other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
