package org.bacalhau.node.http.result;

import java.time.Duration;
import java.util.Objects;

/**
 * How long archives of results are kept. An archive goes when either bound is passed, the oldest first; one that is being read
 * stays until a later time, and so does the newest. Looked at when a result is published. Immutable.
 *
 * @param age how long after it was published an archive is kept, longer than zero
 * @param bytes how much all archives may take together, in bytes, at least 0
 */
public record ArchiveRetention(Duration age, long bytes) {
    /** A hundred years, and as much as the disk holds: nothing is ever removed. */
    public static final ArchiveRetention FOREVER = new ArchiveRetention(Duration.ofDays(36_500), Long.MAX_VALUE);

    /** Ninety days, as long as finished jobs are kept, and as much as the disk holds. */
    public static final ArchiveRetention DEFAULT = new ArchiveRetention(Duration.ofDays(90), Long.MAX_VALUE);

    public ArchiveRetention {
        Objects.requireNonNull(age, "age");
        if (age.isNegative() || age.isZero() || bytes < 0) {
            throw new IllegalArgumentException("age " + age + " must be positive, bytes " + bytes + " not negative");
        }
    }
}
