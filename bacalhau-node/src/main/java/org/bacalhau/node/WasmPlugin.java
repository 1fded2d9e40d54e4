package org.bacalhau.node;

import java.util.List;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.node.executor.wasm.WasmConfig;
import org.bacalhau.node.executor.wasm.WasmExecutor;

/** Contributes the engine {@code wasm}. Needs the Chicory artifacts on the class path. */
public final class WasmPlugin implements NodePlugin {
    private final WasmConfig config;

    /** Contributes the engine with its defaults. */
    public WasmPlugin() {
        this(WasmConfig.DEFAULT);
    }

    /** Contributes the engine with these settings. */
    public WasmPlugin(WasmConfig config) {
        this.config = config;
    }

    @Override
    public List<Executor> executors() {
        return List.of(WasmExecutor.create(config));
    }
}
