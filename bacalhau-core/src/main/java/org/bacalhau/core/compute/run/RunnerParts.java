package org.bacalhau.core.compute.run;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.NodeId;

/**
 * What a runner is made of. The runner closes none of it.
 *
 * @param node the node that runs
 * @param config its settings: the limits on output and result, how publishing is tried again, how long closing waits
 * @param components its engines, storage providers and publishers
 * @param root the directory below which each execution has one of its own; created when first needed, and the runner's
 *     alone
 * @param workers runs executions; each takes a thread until it ends
 * @param notifier answers log readers, in short pieces of work, of which there is one for each waiting reader; not {@code
 *     workers}, which may all be busy
 * @param clock tells when something failed
 * @param pause waits before publishing is tried again
 * @param faults told of what no execution can report: what could not be removed, a listener or component that throws what
 *     it should not; called on any thread, must not throw
 */
public record RunnerParts(
        NodeId node,
        ComputeConfig config,
        ComponentSet components,
        Path root,
        Executor workers,
        Executor notifier,
        InstantSource clock,
        Pause pause,
        Consumer<Throwable> faults) {
    public RunnerParts {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(components, "components");
        root = root.toAbsolutePath().normalize();
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(notifier, "notifier");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(pause, "pause");
        Objects.requireNonNull(faults, "faults");
    }
}
