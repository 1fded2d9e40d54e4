package org.bacalhau.examples.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bacalhau.client.BacalhauClient;

/** How soon a node answers after its start, and what it costs when it has nothing to do. */
final class HttpNode implements Section {
    private static final int ROUNDS = 5;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "http-node";
    }

    @Override
    public void run(Table table) throws Exception {
        Path parent = Files.createTempDirectory("bacalhau-benchmark");
        try {
            double[] start = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                try (NodeProcess node = NodeProcess.start(parent.resolve("node"));
                        BacalhauClient client =
                                BacalhauClient.builder(node.uri()).build()) {
                    client.agent().alive();
                    start[round] = (System.nanoTime() - begun) / 1e6;
                }
            }
            table.add("start of the process to first answer", "%.0f ms", "<= 900 ms", start);
            idle(parent, table);
        } finally {
            Directories.remove(parent);
        }
    }

    private static void idle(Path parent, Table table) throws Exception {
        Path log = parent.resolve("node.log");
        try (NodeProcess node = NodeProcess.start(parent.resolve("node"))) {
            Thread.sleep(SETTLING.toMillis());
            Duration processor = node.processorTime();
            long written = node.writtenBytes();
            long logged = Files.size(log);
            Thread.sleep(IDLE.toMillis());
            double share = 100.0 * node.processorTime().minus(processor).toNanos() / IDLE.toNanos();
            table.add("idle for 30 s: one processor's time", "%.2f %%", "<= 0.5 %", share);
            table.add("idle for 30 s: written to disk", "%.0f bytes", "", node.writtenBytes() - written);
            table.add("idle for 30 s: logged", "%.0f bytes", "0", Files.size(log) - logged);
        }
    }
}
