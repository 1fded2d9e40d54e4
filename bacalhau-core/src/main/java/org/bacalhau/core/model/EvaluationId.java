package org.bacalhau.core.model;

import java.util.Objects;

/**
 * Names the evaluation that led to a plan: {@code v-} and a UUID. Immutable; ordered by its text.
 *
 * @param value the whole identifier, never blank
 */
public record EvaluationId(String value) implements Comparable<EvaluationId> {
    public EvaluationId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("evaluation id is blank");
        }
    }

    /** Returns the form people see in tables: a one-letter prefix and the first eight digits of a UUID. */
    public String shortForm() {
        return ShortIds.shorten(value);
    }

    @Override
    public int compareTo(EvaluationId other) {
        return value.compareTo(other.value);
    }

    /** Returns the whole identifier. */
    @Override
    public String toString() {
        return value;
    }
}
