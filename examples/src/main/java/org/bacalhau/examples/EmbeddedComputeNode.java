package org.bacalhau.examples;

import java.time.Duration;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.Role;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.transport.LocalTransport;
import org.bacalhau.node.executor.noop.NoopExecutor;

/**
 * Embeds one compute node with labels and limits in a plain program. A requester node stands for the rest of the network; the
 * two meet in the transport alone.
 */
public final class EmbeddedComputeNode {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private EmbeddedComputeNode() {}

    /** Runs the example. */
    public static void main(String[] arguments) {
        System.out.print(run());
    }

    static String run() {
        StringBuilder report = new StringBuilder();
        // tag::embedded-compute-node
        LocalTransport network = new LocalTransport();
        ComputeConfig limits = ComputeConfig.builder()
                .totalCapacity(Resources.of(2_000, 1_000_000_000L, 10_000_000_000L, 0))
                .jobLimit(Resources.of(1_000, 500_000_000L, 1_000_000_000L, 0))
                .build();
        try (network;
                BacalhauNode requester = BacalhauNode.builder()
                        .roles(Role.REQUESTER)
                        .transport(network)
                        .build();
                BacalhauNode compute = BacalhauNode.builder()
                        .roles(Role.COMPUTE)
                        .id("night-shift")
                        .label("hours", "night")
                        .compute(limits)
                        .executor(new NoopExecutor())
                        .transport(network)
                        .build()) {
            requester.start();
            compute.start();
            // end::embedded-compute-node
            ComputeInfo offer = compute.compute().info().compute();
            report.append("the node offers ")
                    .append(offer == null ? "nothing" : offer.maxCapacity())
                    .append('\n');
            report.append("a job at night: ")
                    .append(runAt(requester, "night", "500m"))
                    .append('\n');
            report.append("a job by day: ")
                    .append(runAt(requester, "day", "500m"))
                    .append('\n');
            report.append("a job that is too big: ")
                    .append(runAt(requester, "night", "2"))
                    .append('\n');
        }
        return report.toString();
    }

    private static String runAt(BacalhauNode requester, String hours, String cpu) {
        Task task = Task.builder("main", SpecConfig.of(NoopExecutor.TYPE))
                .resources(new ResourcesConfig(cpu, "100mb", "", ""))
                .build();
        JobSpec spec = JobSpec.builder(JobType.BATCH, task)
                .constraint(LabelRequirement.equalTo("hours", hours))
                .build();
        Job job = requester.requester().submit(spec).join().job();
        Job ended = requester.requester().awaitEnd(job.id(), PATIENCE).join();
        return (ended.state().wireName() + " " + ended.status().message()).strip();
    }
}
