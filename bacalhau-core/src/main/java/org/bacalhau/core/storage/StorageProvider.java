package org.bacalhau.core.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;

/**
 * Brings inputs of one type to the node. Implementations are safe for use by several threads.
 *
 * <p>Methods that do input or output throw {@link IOException} for what may succeed another time, and
 * {@link org.bacalhau.core.model.BacalhauException} with its code where the failure's kind is known (an input that is
 * gone for good: {@code INPUT_UNAVAILABLE}).
 */
public interface StorageProvider extends AutoCloseable {

    /** Returns the source type it serves, such as {@code inline}: compared without regard to case. */
    String type();

    /** Tells whether it can serve now. Called at start and every so often; may block for a second. */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Finds faults in a source's parameters, without touching disk or network.
     *
     * @return faults with paths below the source, such as {@code Params.URL}; empty if it is sound
     */
    default List<Fault> validate(SpecConfig source) {
        return List.of();
    }

    /** Tells whether the data is on this node already, for nodes that only take such jobs. May ask outside. */
    boolean isLocal(InputSource input) throws IOException, InterruptedException;

    /**
     * Returns how much disk the input needs on this node, in bytes; 0 if it needs none or that cannot be known. Asked
     * before the bid.
     */
    long sizeBytes(InputSource input) throws IOException, InterruptedException;

    /**
     * Brings the input to the node.
     *
     * @param input the input
     * @param directory an existing empty directory for this input alone, which the node removes after the run whether or
     *     not this succeeded; nothing may be written elsewhere
     * @return where the data lies: inside {@code directory}, or a place that exists anyway and is left alone
     */
    PreparedInput prepare(InputSource input, Path directory) throws IOException, InterruptedException;

    /** Lets go of what the provider holds. */
    @Override
    default void close() {}
}
