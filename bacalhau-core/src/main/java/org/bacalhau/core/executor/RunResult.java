package org.bacalhau.core.executor;

/**
 * How a program ended. Immutable.
 *
 * @param exitCode its exit code
 */
public record RunResult(int exitCode) {
    /** It ended well. */
    public static final RunResult SUCCESS = new RunResult(0);
}
