package org.bacalhau.examples.benchmark;

import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.bacalhau.node.storage.inline.InlineData;

/** A network of one requester and one compute node that runs WebAssembly, and jobs for it. */
final class WasmNetwork {
    private WasmNetwork() {}

    static LocalNetwork start() {
        ComputeConfig config = ComputeConfig.builder()
                .totalCapacity(Resources.of(1_000_000, 1L << 40, 1L << 40, 0))
                .workers(Runtime.getRuntime().availableProcessors())
                .build();
        return LocalNetwork.builder()
                .computeNode(
                        node -> node.compute(config).plugin(new WasmPlugin()).plugin(new StoragePlugin()))
                .start();
    }

    /** Returns a job that runs a module, which travels in the job. */
    static JobSpec job(byte[] module, String... parameters) {
        Task task = Task.builder(
                        "main",
                        WasmSpec.of(InlineData.source(InlineData.encode(module)))
                                .parameters(parameters)
                                .build())
                .resources(new ResourcesConfig("1m", "64mib", "", ""))
                .build();
        return JobSpec.builder(JobType.BATCH, task).build();
    }
}
