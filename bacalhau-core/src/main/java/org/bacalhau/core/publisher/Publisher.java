package org.bacalhau.core.publisher;

import java.io.IOException;
import java.util.List;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;

/** Publishes results to places of one type. Implementations are safe for use by several threads. */
public interface Publisher extends AutoCloseable {

    /** Returns the publisher type it serves, such as {@code local}: compared without regard to case. */
    String type();

    /** Tells whether it can publish now. Called at start and every so often; may block for a second. */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Finds faults in the publisher's parameters, without touching disk or network.
     *
     * @return faults with paths below the publisher, such as {@code Params.Bucket}; empty if it is sound
     */
    default List<Fault> validate(SpecConfig publisher) {
        return List.of();
    }

    /**
     * Publishes a result. Blocks. May be called again for the same execution.
     *
     * @return where the result lies, as a source that a client or a later job can read; {@link SpecConfig#NONE} for a
     *     publisher that keeps nothing
     * @throws IOException if it failed and another try may succeed
     * @throws org.bacalhau.core.model.BacalhauException if it failed for a known reason
     * @throws InterruptedException if it was interrupted
     */
    SpecConfig publish(PublishRequest request) throws IOException, InterruptedException;

    /** Lets go of what the publisher holds. */
    @Override
    default void close() {}
}
