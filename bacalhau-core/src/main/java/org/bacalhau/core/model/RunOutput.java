package org.bacalhau.core.model;

import java.util.Objects;

/**
 * What is reported of a finished run. Immutable.
 *
 * @param stdout the beginning of standard output, at most {@value #SUMMARY_BYTES} bytes
 * @param stdoutTruncated whether there was more
 * @param stderr the beginning of standard error, at most {@value #SUMMARY_BYTES} bytes
 * @param stderrTruncated whether there was more
 * @param exitCode the program's exit code; -1 if it did not run
 * @param errorMessage why the engine could not run it; empty if it could
 */
public record RunOutput(
        String stdout,
        boolean stdoutTruncated,
        String stderr,
        boolean stderrTruncated,
        int exitCode,
        String errorMessage) {
    /** How much of each stream is reported (engines-storage-publishers.md §2.5). */
    public static final int SUMMARY_BYTES = 2048;

    /** A run without output that ended well. */
    public static final RunOutput EMPTY = new RunOutput("", false, "", false, 0, "");

    public RunOutput {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(errorMessage, "errorMessage");
    }
}
