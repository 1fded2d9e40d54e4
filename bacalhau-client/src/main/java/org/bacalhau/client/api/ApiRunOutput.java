package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * What is reported of a finished run (http-api.md §14.5). Immutable.
 *
 * @param stdout the beginning of standard output
 * @param stdoutTruncated whether there was more
 * @param stderr the beginning of standard error; its key alone is in lower case
 * @param stderrTruncated whether there was more
 * @param exitCode the exit code; -1 if the program did not run
 * @param errorMsg why it did not run; empty if it did
 */
public record ApiRunOutput(
        String stdout,
        boolean stdoutTruncated,
        @JsonProperty("stderr") String stderr,
        boolean stderrTruncated,
        int exitCode,
        String errorMsg) {
    public ApiRunOutput {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(errorMsg, "errorMsg");
    }
}
