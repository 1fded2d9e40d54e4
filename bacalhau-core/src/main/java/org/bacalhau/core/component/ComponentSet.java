package org.bacalhau.core.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.StorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * The engines, storage providers and publishers of a node, by type in lower case: what a compute node runs jobs with, and what
 * a requester knows of the parameters of each. Immutable; safe for any thread as the components are; whoever made the
 * components closes them.
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

    /** Returns the inputs that the task's engine wants besides the task's own; none for an engine that is not in the set. */
    public List<InputSource> engineInputs(Task task) {
        @Nullable Executor executor = executor(task.engine());
        return executor == null ? List.of() : executor.engineInputs(task.engine());
    }

    /**
     * Finds faults in the parameters of the task's components. What is not in the set is not checked: another node may offer
     * it.
     *
     * @param path where the task is, as in the job file
     */
    public List<Fault> validate(Task task, String path) {
        List<Fault> faults = new ArrayList<>();
        @Nullable Executor executor = executor(task.engine());
        if (executor != null) {
            add(executor.validate(task.engine()), path + ".Engine", faults);
        }
        @Nullable Publisher publisher = publisher(task.publisher());
        if (publisher != null) {
            add(publisher.validate(task.publisher()), path + ".Publisher", faults);
        }
        for (int i = 0; i < task.inputSources().size(); i++) {
            SpecConfig source = task.inputSources().get(i).source();
            @Nullable StorageProvider storage = storage(source);
            if (storage != null) {
                add(storage.validate(source), path + ".InputSources[" + i + "].Source", faults);
            }
        }
        return faults;
    }

    private static void add(List<Fault> found, String parent, List<Fault> faults) {
        found.forEach(fault -> faults.add(fault.under(parent)));
    }
}
