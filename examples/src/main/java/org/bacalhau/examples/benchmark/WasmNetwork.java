package org.bacalhau.examples.benchmark;

import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.Resources;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;

/** A network of one requester and one compute node that runs WebAssembly. */
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
}
