package org.bacalhau.core.requester;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.StorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of the parameters of engines, sources and publishers. Safe for any thread. A type it does not know is
 * not checked here: another node may offer it.
 */
public final class SpecCatalog {
    private final Map<String, Executor> executors;
    private final Map<String, StorageProvider> sources;
    private final Map<String, Publisher> publishers;

    /** Creates a catalog of these parts, by type in lower case. */
    public SpecCatalog(
            Map<String, Executor> executors, Map<String, StorageProvider> sources, Map<String, Publisher> publishers) {
        this.executors = Map.copyOf(executors);
        this.sources = Map.copyOf(sources);
        this.publishers = Map.copyOf(publishers);
    }

    /** Returns the inputs that the task's engine wants besides the task's own; none for an engine it does not know. */
    public List<InputSource> engineInputs(Task task) {
        @Nullable Executor executor = executors.get(task.engine().typeKey());
        return executor == null ? List.of() : executor.engineInputs(task.engine());
    }

    /** Finds faults in the parameters of the task's components. */
    List<Fault> validate(Task task, String path) {
        List<Fault> faults = new ArrayList<>();
        @Nullable Executor executor = executors.get(task.engine().typeKey());
        if (executor != null) {
            add(executor.validate(task.engine()), path + ".Engine", faults);
        }
        @Nullable Publisher publisher = publishers.get(task.publisher().typeKey());
        if (publisher != null) {
            add(publisher.validate(task.publisher()), path + ".Publisher", faults);
        }
        for (int i = 0; i < task.inputSources().size(); i++) {
            InputSource input = task.inputSources().get(i);
            @Nullable StorageProvider source = sources.get(input.source().typeKey());
            if (source != null) {
                add(source.validate(input.source()), path + ".InputSources[" + i + "].Source", faults);
            }
        }
        return faults;
    }

    private static void add(List<Fault> found, String parent, List<Fault> faults) {
        found.forEach(fault -> faults.add(fault.under(parent)));
    }
}
