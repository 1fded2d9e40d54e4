package org.bacalhau.node.executor.wasm.engine;

import java.io.IOException;
import java.util.Optional;

/** Finds modules by the name under which other modules import from them. */
@FunctionalInterface
public interface ModuleLookup {

    /**
     * Returns the module of this name; empty if there is none.
     *
     * @throws IOException if it cannot be read
     */
    Optional<ModuleBinary> find(String name) throws IOException;
}
