package org.bacalhau.core.compute.run;

import java.util.HashSet;
import java.util.Set;

/**
 * Interrupts the threads at work for something, once, when that is to stop. Safe for any thread.
 *
 * <p>A thread takes part between {@link #enter} and {@link #leave}; it bears no interrupt afterwards, so that whatever the
 * pool gives it next is not hit.
 */
final class StopSignal {
    // One for each thread at work: the worker and its helpers.
    private final Set<Thread> threads = new HashSet<>(2);
    private boolean stopped;

    /** Has the calling thread take part, unless this is stopped already. */
    synchronized boolean enter() {
        return !stopped && threads.add(Thread.currentThread());
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        synchronized (this) {
            threads.remove(Thread.currentThread());
        }
        // Behind the removal: no further interrupt can come from here.
        Thread.interrupted();
    }

    /** Interrupts those who take part; has no effect the second time. */
    synchronized void stop() {
        if (!stopped) {
            stopped = true;
            threads.forEach(Thread::interrupt);
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Throws if it is stopped, also where somebody has swallowed the interrupt. */
    void check() throws InterruptedException {
        if (isStopped()) {
            throw new InterruptedException("stopped");
        }
    }
}
