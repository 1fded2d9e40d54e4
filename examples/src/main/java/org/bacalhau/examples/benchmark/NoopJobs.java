package org.bacalhau.examples.benchmark;

import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.executor.noop.NoopExecutor;

/** What the network itself costs: jobs that do nothing, every state recorded, requester and compute node in one process. */
final class NoopJobs implements Section {
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "noop";
    }

    @Override
    public void run(Table table) throws Exception {
        double[] p50 = new double[ROUNDS];
        double[] p99 = new double[ROUNDS];
        double[] rate = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            try (LocalNetwork network = network()) {
                Requester requester = network.requester();
                Load.manyInFlight(requester, Jobs.noop(), 256, 30_000);
                double[] millis = Load.oneInFlight(requester, Jobs.noop(), 3_000);
                p50[round] = Load.percentile(millis, 0.5);
                p99[round] = Load.percentile(millis, 0.99);
                long before = usedHeap();
                int jobs = 100_000;
                rate[round] = Load.manyInFlight(requester, Jobs.noop(), 256, jobs);
                bytes[round] = (double) (usedHeap() - before) / jobs;
            }
        }
        table.add("no-op job, one in flight, p50", "%.3f ms", "<= 0.5 ms", p50);
        table.add("no-op job, one in flight, p99", "%.3f ms", "", p99);
        table.add("no-op jobs, 256 in flight", "%.0f jobs/s", ">= 15000 jobs/s", rate);
        table.add("heap per finished job", "%.0f bytes", "<= 4096 bytes", bytes);
    }

    private static LocalNetwork network() {
        ComputeConfig config = ComputeConfig.builder()
                .totalCapacity(Resources.of(1_000_000, 1L << 40, 1L << 40, 0))
                .workers(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .build();
        return LocalNetwork.builder()
                .computeNode(node -> node.compute(config).executor(new NoopExecutor()))
                .start();
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
