package org.bacalhau.core.compute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.StorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * The engines, storage providers and publishers of a node, by type in lower case. Immutable; whoever made the components
 * closes them.
 *
 * @param executors the engines
 * @param storages the storage providers
 * @param publishers the publishers
 */
public record ComponentSet(
        Map<String, Executor> executors, Map<String, StorageProvider> storages, Map<String, Publisher> publishers) {

    public ComponentSet {
        executors = Map.copyOf(executors);
        storages = Map.copyOf(storages);
        publishers = Map.copyOf(publishers);
    }

    /**
     * Returns the set of these components.
     *
     * @throws IllegalArgumentException if two of a kind have the same type
     */
    public static ComponentSet of(
            List<? extends Executor> executors,
            List<? extends StorageProvider> storages,
            List<? extends Publisher> publishers) {
        return new ComponentSet(
                byType("engine", executors, Executor::type),
                byType("storage source", storages, StorageProvider::type),
                byType("publisher", publishers, Publisher::type));
    }

    private static <C> Map<String, C> byType(String what, List<? extends C> components, Function<C, String> type) {
        Map<String, C> result = new LinkedHashMap<>();
        for (C component : components) {
            String key = type.apply(component).trim().toLowerCase(Locale.ROOT);
            @Nullable C other = result.put(key, component);
            if (other != null) {
                throw new IllegalArgumentException("two components serve the " + what + " \"" + key + "\": " + other
                        + " and " + component + "; leave one out");
            }
        }
        return result;
    }

    /** Returns the engine that {@code spec} names; null if the node has none of this type. */
    public @Nullable Executor executor(SpecConfig spec) {
        return executors.get(spec.typeKey());
    }

    /** Returns the storage provider that {@code spec} names; null if the node has none of this type. */
    public @Nullable StorageProvider storage(SpecConfig spec) {
        return storages.get(spec.typeKey());
    }

    /** Returns the publisher that {@code spec} names; null if the node has none of this type. */
    public @Nullable Publisher publisher(SpecConfig spec) {
        return publishers.get(spec.typeKey());
    }
}
