package org.bacalhau.core.model;

import java.util.Objects;

/**
 * Names a job: {@code j-} and a UUID, or for a service or daemon job a text its submitter chose. Immutable; ordered by its text.
 *
 * @param value the whole identifier, never blank
 */
public record JobId(String value) implements Comparable<JobId> {
    public JobId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("job id is blank");
        }
    }

    /** Returns the form people see in tables: a one-letter prefix and the first eight digits of a UUID. */
    public String shortForm() {
        return ShortIds.shorten(value);
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    /** Returns the whole identifier. */
    @Override
    public String toString() {
        return value;
    }
}
