package org.bacalhau.node.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.Role;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.executor.wasm.WasmConfig;
import org.bacalhau.node.http.result.ResultServer;
import org.bacalhau.node.storage.url.UrlStorageConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what the node is made of: the parts of this module with their settings, and plugins of others. Stateless. */
final class Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);
    private static final Set<Class<?>> OWN = Set.of(WasmPlugin.class, StoragePlugin.class, PublisherPlugin.class);

    private Plugins() {}

    /**
     * Returns the plugins, each without what is disabled.
     *
     * @param results takes the results of a compute node
     */
    static List<NodePlugin> of(NodeConfig config, ResultServer results) {
        List<NodePlugin> plugins = new ArrayList<>();
        plugins.add(new NoopPlugin());
        plugins.add(new WasmPlugin(wasm(config)));
        plugins.add(new StoragePlugin(config.get(NodeKeys.ALLOWED_PATHS), downloads(config)));
        plugins.add(isCompute(config) ? new PublisherPlugin(results) : new PublisherPlugin());
        ServiceLoader.load(NodePlugin.class).stream()
                .filter(found -> !OWN.contains(found.type()))
                .forEach(found -> addIfComplete(found, plugins));
        return plugins.stream()
                .<NodePlugin>map(plugin -> new SelectedParts(plugin, config))
                .toList();
    }

    private static boolean isCompute(NodeConfig config) {
        return config.get(NodeKeys.TYPE).contains(Role.COMPUTE);
    }

    private static void addIfComplete(ServiceLoader.Provider<NodePlugin> found, List<NodePlugin> plugins) {
        try {
            plugins.add(found.get());
        } catch (LinkageError incomplete) {
            LOG.warn(
                    "plugin {} is left out, since a class it needs is missing: {}; add the artifact that contains it",
                    found.type().getName(),
                    incomplete.getMessage());
        }
    }

    static WasmConfig wasm(NodeConfig config) {
        WasmConfig base = WasmConfig.DEFAULT;
        return new WasmConfig(
                config.get(ComputeKeys.WASM_MODULE_SIZE),
                base.cachedModules(),
                base.cachedModuleBytes(),
                config.get(ComputeKeys.WASM_MEMORY),
                base.compilerThreads());
    }

    static UrlStorageConfig downloads(NodeConfig config) {
        UrlStorageConfig base = UrlStorageConfig.DEFAULT;
        return base.withMaximumBytes(config.get(NodeKeys.DOWNLOAD_SIZE))
                .withIdleTimeout(config.get(NodeKeys.DOWNLOAD_SILENCE))
                .withAllowedNetworks(config.get(NodeKeys.DOWNLOAD_NETWORKS))
                .withBackoff(new Backoff(
                        base.backoff().initial(), base.backoff().maximum(), config.get(NodeKeys.DOWNLOAD_RETRIES) + 1));
    }

    /** The engine that does nothing, by which a network is tried out. */
    private static final class NoopPlugin implements NodePlugin {
        @Override
        public List<Executor> executors() {
            return List.of(new NoopExecutor());
        }
    }
}
