package org.bacalhau.core.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list of jobs: that of a job, whether or not it exists any more. So a cursor stays valid whatever comes
 * and goes. Immutable; ordered by time, then id.
 *
 * @param time when the job was accepted, or when it last moved, as the list is sorted; of no meaning in a list by id
 * @param id the job
 */
public record JobCursor(Instant time, JobId id) implements Comparable<JobCursor> {
    private static final Comparator<JobCursor> ORDER =
            Comparator.comparing(JobCursor::time).thenComparing(JobCursor::id);
    private static final String SEPARATOR = ":";

    /** Returns the place of a job in the order in which jobs were accepted. */
    public static JobCursor created(Job job) {
        return new JobCursor(job.createTime(), job.id());
    }

    /** Returns the place of a job in the order in which jobs last moved. */
    public static JobCursor modified(Job job) {
        return new JobCursor(job.modifyTime(), job.id());
    }

    /**
     * Reads a cursor.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is none
     */
    public static @Nullable JobCursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split(SEPARATOR, 3);
        try {
            return new JobCursor(
                    Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1])), new JobId(parts[2]));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | IndexOutOfBoundsException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "invalid paging token: " + text,
                    "send the token of the page before, or none to begin");
        }
    }

    @Override
    public int compareTo(JobCursor other) {
        return ORDER.compare(this, other);
    }

    /** Returns the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return time.getEpochSecond() + SEPARATOR + time.getNano() + SEPARATOR + id;
    }
}
