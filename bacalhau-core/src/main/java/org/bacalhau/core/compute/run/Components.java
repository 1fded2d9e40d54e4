package org.bacalhau.core.compute.run;

import java.util.Map;
import java.util.TreeSet;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.StorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds the components that an execution names among those of the node, or says what there is instead. Immutable.
 *
 * @param set what the node has
 */
record Components(ComponentSet set) {

    Executor executor(SpecConfig engine) {
        return found(set.executor(engine), "engine", engine, set.executors());
    }

    StorageProvider provider(SpecConfig source) {
        return found(set.storage(source), "storage provider", source, set.storages());
    }

    Publisher publisher(SpecConfig publisher) {
        return found(set.publisher(publisher), "publisher", publisher, set.publishers());
    }

    private static <C> C found(@Nullable C component, String kind, SpecConfig wanted, Map<String, C> all) {
        if (component == null) {
            throw BacalhauException.of(
                    ErrorCode.UNSUPPORTED,
                    "this node has no " + kind + " of type " + Causes.shorten(wanted.type()),
                    all.isEmpty() ? "it has none at all" : "it has " + String.join(", ", new TreeSet<>(all.keySet())));
        }
        return component;
    }
}
