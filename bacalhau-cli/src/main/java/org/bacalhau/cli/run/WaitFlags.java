package org.bacalhau.cli.run;

import java.time.Duration;
import org.bacalhau.cli.launch.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags about what the command does while the job runs (cli-config-auth.md §4). Filled in by picocli. */
final class WaitFlags {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Wait for the job to end; --wait=false prints the id and returns.")
    private boolean waits = true;

    @Option(
            names = "--wait-timeout-secs",
            paramLabel = "SECONDS",
            description = "Wait no longer than this; the job goes on. No limit unless said.")
    private @Nullable Integer waitTimeoutSeconds;

    @Option(
            names = "--id-only",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Print the id of the job and nothing else.")
    private boolean idOnly;

    @Option(
            names = "--node-details",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Print how it went on each node, too.")
    private boolean nodeDetails;

    @Option(
            names = {"-f", "--follow"},
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Print the output of the job while it runs.")
    private boolean follow;

    @Option(
            names = "--dry-run",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Print the job as YAML for \"job run\", and do not submit it.")
    private boolean dryRun;

    @Option(
            names = {"-g", "--gettimeout"},
            hidden = true,
            paramLabel = "SECONDS",
            description = "Has no effect; see --download-timeout-secs.")
    private @Nullable Integer getTimeout;

    @Option(
            names = "--download",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Download the results when the job has completed.")
    private boolean download;

    boolean waits() {
        return waits;
    }

    /** Returns how long to wait. */
    Duration longestWait() {
        if (waitTimeoutSeconds == null) {
            return LONGEST;
        }
        if (waitTimeoutSeconds < 1) {
            throw FlagFault.of(
                    "--wait-timeout-secs", String.valueOf(waitTimeoutSeconds), "is no time", "give at least 1 second");
        }
        return Duration.ofSeconds(waitTimeoutSeconds);
    }

    boolean idOnly() {
        return idOnly;
    }

    boolean nodeDetails() {
        return nodeDetails;
    }

    boolean follow() {
        return follow;
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean download() {
        return download;
    }

    void sayWhatIsOld(Session session) {
        if (getTimeout != null) {
            session.notice("--gettimeout has no effect, as in the original; use --download-timeout-secs");
        }
    }
}
