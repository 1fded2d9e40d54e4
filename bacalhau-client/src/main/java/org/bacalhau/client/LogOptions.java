package org.bacalhau.client;

import java.time.Duration;
import java.util.Objects;

/**
 * Which output to read, and how (http-api.md §8). Immutable.
 *
 * @param executionId the whole id of the execution; empty for the one that moved last among those that did not fail
 * @param newOnly skip what was written before now
 * @param follow go on until the program ends, rather than to the end of what is there now
 * @param startTimeout when following, how long to wait for the job's first execution; not negative
 */
public record LogOptions(String executionId, boolean newOnly, boolean follow, Duration startTimeout) {
    private static final Duration START = Duration.ofMinutes(1);

    /** Everything that is there now. */
    public static final LogOptions DEFAULT = new LogOptions("", false, false, START);

    /** Everything from the beginning until the program ends. */
    public static final LogOptions FOLLOW = new LogOptions("", false, true, START);

    public LogOptions {
        Objects.requireNonNull(executionId, "executionId");
        if (startTimeout.isNegative()) {
            throw new IllegalArgumentException("waiting for " + startTimeout);
        }
    }

    /** Returns the same options for one execution. */
    public LogOptions of(String execution) {
        return new LogOptions(execution, newOnly, follow, startTimeout);
    }
}
