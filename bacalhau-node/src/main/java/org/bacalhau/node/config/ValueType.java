package org.bacalhau.node.config;

import java.nio.file.Path;

/**
 * How the values of a key are read and written. Immutable.
 *
 * @param <T> the type of the values
 */
public interface ValueType<T> {
    /**
     * Where relative paths start.
     *
     * @param base what they are relative to
     * @param home what {@code ~} stands for
     */
    record Places(Path base, Path home) {}

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is none; the message is of no use, {@link #expected()} is
     */
    T read(ConfigValue value, Places places);

    /** Writes a value so that reading it gives an equal one. */
    ConfigValue write(T value);

    /** Returns a value as it may stand in the environment. */
    default String text(T value) {
        return write(value).text();
    }

    /** Returns what is expected, such as {@code a whole number from 1 to 10}. */
    String expected();
}
