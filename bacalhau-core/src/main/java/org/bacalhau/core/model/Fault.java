package org.bacalhau.core.model;

import java.util.Objects;

/**
 * One thing that is wrong with a request. Immutable.
 *
 * @param path where, as in the job file: {@code Tasks[0].Resources.CPU}
 * @param value the offending value, shortened if long, with marks for what cannot be shown; empty if it is missing
 * @param problem what is wrong; where the original has a text for it, that text
 * @param remedy what to write instead
 */
public record Fault(String path, String value, String problem, String remedy) {
    private static final int LONGEST_VALUE = 80;

    public Fault {
        Objects.requireNonNull(path, "path");
        value = Texts.shown(value, LONGEST_VALUE);
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** Returns the same fault inside a larger thing. */
    public Fault under(String parent) {
        return new Fault(path.isEmpty() ? parent : parent + "." + path, value, problem, remedy);
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        String got = value.isEmpty() ? "" : " (got \"" + value + "\")";
        return path + ": " + problem + got + "; " + remedy;
    }
}
