package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.time.Instant;

/** Adds limits to moments. */
final class TimeLimits {
    private TimeLimits() {}

    static Instant deadline(Instant from, Duration limit) {
        return from.plus(limit);
    }
}
