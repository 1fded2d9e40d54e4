package org.bacalhau.core;

import java.util.List;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.StorageProvider;

/**
 * Contributes parts to a node. Every method contributes nothing unless overridden. Found by {@link java.util.ServiceLoader}
 * when the builder is told so, or given to the builder by hand; each method is called once for each node, while it is
 * built, by the thread that builds it. The node closes what it was given.
 */
public interface NodePlugin {

    /** Returns the plugin's name, for messages. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Returns engines. */
    default List<Executor> executors() {
        return List.of();
    }

    /** Returns storage sources. */
    default List<StorageProvider> storageProviders() {
        return List.of();
    }

    /** Returns publishers. */
    default List<Publisher> publishers() {
        return List.of();
    }
}
