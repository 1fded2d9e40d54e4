package org.bacalhau.core.model;

import java.util.Objects;

/**
 * Names a node of the network: {@code n-} and a UUID, a peer id, or a text its owner chose. Immutable; ordered by its text.
 *
 * @param value the whole identifier, never blank
 */
public record NodeId(String value) implements Comparable<NodeId> {
    public NodeId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("node id is blank");
        }
    }

    /** Returns the form people see in tables: a one-letter prefix and the first eight digits of a UUID. */
    public String shortForm() {
        return ShortIds.shorten(value);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    /** Returns the whole identifier. */
    @Override
    public String toString() {
        return value;
    }
}
