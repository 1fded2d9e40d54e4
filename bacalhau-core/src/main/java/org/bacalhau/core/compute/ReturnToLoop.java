package org.bacalhau.core.compute;

import java.util.concurrent.RejectedExecutionException;
import org.bacalhau.core.runtime.EventLoop;

/** The way back to the loop for what was done elsewhere. Any thread. */
final class ReturnToLoop {
    private ReturnToLoop() {}

    /**
     * Runs {@code work} on the loop, unless the loop is closed: then the node has ended, and its next start finds what was
     * last recorded.
     */
    static void with(EventLoop loop, Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException closed) {
            return;
        }
    }
}
