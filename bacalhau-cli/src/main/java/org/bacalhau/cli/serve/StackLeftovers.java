package org.bacalhau.cli.serve;

import org.bacalhau.cli.launch.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of the original's stacks that mean nothing here. Filled in by picocli. */
final class StackLeftovers {
    @Option(names = "--bad-compute-actors", paramLabel = "N", hidden = true)
    private @Nullable Integer badComputeNodes;

    @Option(names = "--bad-requester-actors", paramLabel = "N", hidden = true)
    private @Nullable Integer badRequesters;

    @Option(names = "--cpu-profiling-file", paramLabel = "FILE", hidden = true)
    private @Nullable String processorProfile;

    @Option(names = "--memory-profiling-file", paramLabel = "FILE", hidden = true)
    private @Nullable String memoryProfile;

    @Option(names = "--pluggable-executors", arity = "0..1", fallbackValue = "true", paramLabel = "BOOL", hidden = true)
    private @Nullable Boolean pluggable;

    /** Tells the user about those that were given. */
    void tell(Session session) {
        tell(session, "--bad-compute-actors", badComputeNodes, "nodes do not misbehave on purpose");
        tell(session, "--bad-requester-actors", badRequesters, "nodes do not misbehave on purpose");
        tell(session, "--cpu-profiling-file", processorProfile, "use Java's flight recorder");
        tell(session, "--memory-profiling-file", memoryProfile, "use Java's flight recorder");
        tell(session, "--pluggable-executors", pluggable, "engines are added as a NodePlugin on the class path");
    }

    private static void tell(Session session, String flag, @Nullable Object value, String reason) {
        if (value != null) {
            session.notice(flag + " has no effect: " + reason);
        }
    }
}
