package org.bacalhau.cli.result;

import java.nio.file.Path;
import java.time.Duration;
import org.bacalhau.cli.launch.Surroundings;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.client.api.GoTime;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import picocli.CommandLine.Option;

/** Flags about downloads (cli-config-auth.md §4). Filled in by picocli. */
public final class DownloadFlags {
    @Option(
            names = "--download-timeout-secs",
            paramLabel = "DURATION",
            description = "Longest time for the download: seconds, or a duration such as 5m0s, which is the default.")
    private String timeout = "5m0s";

    @Option(names = "--output-dir", paramLabel = "DIR", description = "Where the results go; ./job-ID unless said.")
    private String outputDirectory = "";

    @Option(
            names = "--raw",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Keep the results of each execution apart, in \"raw\".")
    private boolean raw;

    /** Returns how long the download may take. */
    Duration timeout() {
        try {
            Duration value = timeout.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(timeout))
                    : GoTime.parseDuration(timeout);
            if (!value.isZero() && !value.isNegative()) {
                return value;
            }
        } catch (IllegalArgumentException noDuration) {
            // Told below, together with times that are none.
        }
        throw BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                "--download-timeout-secs \"" + timeout + "\" is no time",
                "give seconds or a duration, such as 300 or 5m0s");
    }

    /** Returns where the results of a job go. */
    Path directory(Surroundings surroundings, String jobId) {
        return surroundings.path(outputDirectory.isEmpty() ? "job-" + Texts.shortId(jobId) : outputDirectory);
    }

    boolean raw() {
        return raw;
    }
}
