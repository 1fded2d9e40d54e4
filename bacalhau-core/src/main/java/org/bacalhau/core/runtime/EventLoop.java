package org.bacalhau.core.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Runs pieces of work one after another and never two at the same time. Safe for any thread.
 *
 * <p>Work that throws does not stop the loop: the fault goes to the loop's fault handler.
 */
public interface EventLoop extends Executor, InstantSource {

    /**
     * Queues work, whatever the queue's length. For the outcome of work that this loop started: its amount is bounded by
     * what was started.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop is closed
     */
    @Override
    void execute(Runnable work);

    /**
     * Queues work from outside unless the queue is full.
     *
     * @return false if the queue is full or the loop is closed; the work will not run
     */
    boolean tryExecute(Runnable work);

    /**
     * Queues work after a delay. Once the loop is closed timers do not fire.
     *
     * @param delay at least zero
     */
    Timer schedule(Duration delay, Runnable work);

    /** Tells whether the calling thread is running this loop's work. */
    boolean isInLoop();

    /**
     * Guards entry points of confined state.
     *
     * @throws IllegalStateException if called outside the loop
     */
    default void checkInLoop() {
        if (!isInLoop()) {
            throw new IllegalStateException("called outside the event loop, by "
                    + Thread.currentThread().getName());
        }
    }

    /** A piece of work that is due later. */
    @FunctionalInterface
    interface Timer {
        /** A timer that is never due. */
        Timer NONE = () -> {};

        /** Withdraws the work if it has not begun. May be called any number of times. */
        void cancel();
    }
}
