package org.bacalhau.node.serve;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;

/** Leaves out of a plugin's parts those that the node is to do without. Immutable. */
final class SelectedParts implements NodePlugin {
    private final NodePlugin plugin;
    private final Set<String> engines;
    private final Set<String> storages;
    private final Set<String> publishers;

    SelectedParts(NodePlugin plugin, NodeConfig config) {
        this.plugin = plugin;
        this.engines = folded(config.get(NodeKeys.DISABLED_ENGINES));
        this.storages = folded(config.get(NodeKeys.DISABLED_STORAGES));
        this.publishers = folded(config.get(NodeKeys.DISABLED_PUBLISHERS));
    }

    private static Set<String> folded(List<String> types) {
        return types.stream().map(type -> type.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return plugin.name();
    }

    @Override
    public List<Executor> executors() {
        return without(plugin.executors(), engines, Executor::type);
    }

    @Override
    public List<StorageProvider> storageProviders() {
        return without(plugin.storageProviders(), storages, StorageProvider::type);
    }

    @Override
    public List<Publisher> publishers() {
        return without(plugin.publishers(), publishers, Publisher::type);
    }

    private static <T extends AutoCloseable> List<T> without(
            List<T> parts, Set<String> disabled, Function<T, String> type) {
        return parts.stream()
                .filter(part -> {
                    boolean isWanted = !disabled.contains(type.apply(part).toLowerCase(Locale.ROOT));
                    if (!isWanted) {
                        close(part);
                    }
                    return isWanted;
                })
                .toList();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part that is not wanted cannot be closed", e);
        }
    }
}
