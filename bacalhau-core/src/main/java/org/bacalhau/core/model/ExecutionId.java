package org.bacalhau.core.model;

import java.util.Objects;

/**
 * Names one execution of a job on one node: {@code e-} and a UUID. Immutable; ordered by its text.
 *
 * @param value the whole identifier, never blank
 */
public record ExecutionId(String value) implements Comparable<ExecutionId> {
    public ExecutionId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("execution id is blank");
        }
    }

    /** Returns the form people see in tables: a one-letter prefix and the first eight digits of a UUID. */
    public String shortForm() {
        return ShortIds.shorten(value);
    }

    @Override
    public int compareTo(ExecutionId other) {
        return value.compareTo(other.value);
    }

    /** Returns the whole identifier. */
    @Override
    public String toString() {
        return value;
    }
}
