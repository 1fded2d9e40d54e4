package org.bacalhau.core.compute.run;

import java.time.Duration;

/** Waits between two tries. Called by several threads. */
@FunctionalInterface
public interface Pause {
    /**
     * Blocks for {@code duration}.
     *
     * @throws InterruptedException if the thread is interrupted, before or meanwhile
     */
    void await(Duration duration) throws InterruptedException;
}
