package org.bacalhau.node.storage.url;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits. A seam, so that tests see the waits without having them. */
@FunctionalInterface
interface Pause {
    /** Really waits, and ends at once when interrupted. */
    Pause REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

    void rest(Duration duration) throws InterruptedException;
}
