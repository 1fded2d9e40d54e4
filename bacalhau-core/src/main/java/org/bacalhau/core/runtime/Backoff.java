package org.bacalhau.core.runtime;

import java.time.Duration;

/**
 * How long to wait before another try, and how often to try. Immutable.
 *
 * @param initial the wait after the first failure; longer than zero
 * @param maximum the longest wait
 * @param attempts how many tries in all, at least 1; {@link Integer#MAX_VALUE} for no limit
 */
public record Backoff(Duration initial, Duration maximum, int attempts) {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (initial.isZero() || initial.isNegative() || maximum.compareTo(initial) < 0 || attempts < 1) {
            throw new IllegalArgumentException(
                    "backoff from " + initial + " to " + maximum + " with " + attempts + " attempts");
        }
    }

    /** Tells whether another try is allowed after {@code failures} failed ones. */
    public boolean allowsRetryAfter(int failures) {
        return failures < attempts;
    }

    /**
     * Returns the wait after {@code failures} failed tries: doubled each time up to the maximum.
     *
     * @param failures at least 1
     */
    public Duration delayAfter(int failures) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        Duration delay = initial.multipliedBy(1L << doublings);
        return delay.compareTo(maximum) < 0 ? delay : maximum;
    }
}
