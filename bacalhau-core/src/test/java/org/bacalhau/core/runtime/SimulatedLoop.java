package org.bacalhau.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;

/**
 * An event loop in {@link SimulatedTime}: its work runs when the test steps time, on the test's thread. Confined to that
 * thread.
 */
public final class SimulatedLoop implements EventLoop, AutoCloseable {
    private enum Life {
        OPEN,
        CLOSED,
        CRASHED
    }

    private final SimulatedTime time;
    private final String name;
    private final int capacity;
    private Duration clockOffset = Duration.ZERO;
    private Life life = Life.OPEN;
    private int waiting;

    SimulatedLoop(SimulatedTime time, String name, int capacity) {
        this.time = time;
        this.name = name;
        this.capacity = capacity;
    }

    /** Returns a loop with a time of its own. */
    public static SimulatedLoop create() {
        return new SimulatedTime().loop("loop");
    }

    /** Returns the time this loop lives in. */
    public SimulatedTime time() {
        return time;
    }

    /** Returns what this loop's clock shows: the time and the clock's offset. */
    @Override
    public Instant instant() {
        return time.instant().plus(clockOffset);
    }

    /** Sets by how much this loop's clock is wrong. Timers are not affected, as with a monotonic clock. */
    public void setClockOffset(Duration offset) {
        clockOffset = offset;
    }

    @Override
    public boolean isInLoop() {
        return time.isRunning(this);
    }

    @Override
    public void execute(Runnable work) {
        if (life == Life.CLOSED) {
            throw new RejectedExecutionException(name + " is closed");
        }
        enqueue(work);
    }

    @Override
    public boolean tryExecute(Runnable work) {
        if (life != Life.OPEN || waiting >= capacity) {
            return false;
        }
        enqueue(work);
        return true;
    }

    // A dead process takes no work, and nobody is left in it to be told so.
    private void enqueue(Runnable work) {
        if (life == Life.OPEN) {
            waiting++;
            time.add(this, Duration.ZERO, () -> {
                waiting--;
                work.run();
            });
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable work) {
        if (life != Life.OPEN) {
            return Timer.NONE;
        }
        return time.add(this, delay, () -> {
            if (life == Life.OPEN) {
                work.run();
            }
        });
    }

    /**
     * Ends the loop as a power cut does: its queued work and its timers are dropped, and what is still given to it
     * vanishes. A node that starts again gets a new loop.
     */
    public void crash() {
        life = Life.CRASHED;
        waiting = 0;
        time.dropWorkOf(this);
    }

    /** Tells whether the loop was crashed. */
    public boolean isCrashed() {
        return life == Life.CRASHED;
    }

    /** Takes no more work; what is queued still runs, timers do not. May be called any number of times. */
    @Override
    public void close() {
        if (life == Life.OPEN) {
            life = Life.CLOSED;
        }
    }

    /** Runs the next piece of work of any loop in this time; see {@link SimulatedTime#step}. */
    public boolean step() {
        return time.step();
    }

    /** Runs the work of all loops in this time until none is left; see {@link SimulatedTime#runUntilIdle}. */
    public void runUntilIdle() {
        time.runUntilIdle();
    }

    /** Runs what is due within {@code span}; see {@link SimulatedTime#runFor}. */
    public void runFor(Duration span) {
        time.runFor(span);
    }

    @Override
    public String toString() {
        return name;
    }
}
