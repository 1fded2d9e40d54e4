package org.bacalhau.node.store;

import java.time.Duration;
import java.util.Objects;

/**
 * How long finished jobs are kept, with their executions and history. A job goes when either bound is passed; unfinished
 * jobs always stay. Immutable.
 *
 * @param age how long after its end a job is kept, longer than zero
 * @param count how many finished jobs are kept, the last to end, at least 0
 */
public record Retention(Duration age, long count) {
    /** A hundred years, and as many as the disk holds: nothing is ever removed. */
    public static final Retention FOREVER = new Retention(Duration.ofDays(36_500), Long.MAX_VALUE);

    /** Ninety days and a million jobs, which take about three gigabytes. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(90), 1_000_000);

    public Retention {
        Objects.requireNonNull(age, "age");
        if (age.isNegative() || age.isZero() || count < 0) {
            throw new IllegalArgumentException("age " + age + " must be positive, count " + count + " not negative");
        }
    }
}
