package org.bacalhau.cli.output;

import java.util.Objects;
import java.util.function.Function;

/**
 * One column of a table. Immutable.
 *
 * @param <T> what a row is made of
 * @param name its title; tables show it in capitals
 * @param full the whole value, for wide tables and machines
 * @param brief the value for people, who have little room
 */
public record Column<T>(String name, Function<T, String> full, Function<T, String> brief) {
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(full, "full");
        Objects.requireNonNull(brief, "brief");
    }

    /** Returns a column with the same value for everybody. */
    public static <T> Column<T> of(String name, Function<T, String> value) {
        return new Column<>(name, value, value);
    }

    /** Returns a column whose value is shortened for people. */
    public static <T> Column<T> of(String name, Function<T, String> full, Function<T, String> brief) {
        return new Column<>(name, full, brief);
    }
}
