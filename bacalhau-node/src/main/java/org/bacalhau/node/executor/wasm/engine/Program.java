package org.bacalhau.node.executor.wasm.engine;

import java.util.List;
import java.util.Map;
import org.bacalhau.node.executor.wasm.wasi.WasiHost;

/**
 * What is to be run. Immutable but for its host.
 *
 * @param modules its modules
 * @param entryPoint the exported function to call
 * @param arguments the program's arguments, from its own name on
 * @param environment its environment, in the order in which it shall see it
 * @param memoryBytes how much linear memory it may have, at least 1; its modules together
 * @param host what it may call; belongs to the caller
 */
public record Program(
        Modules modules,
        String entryPoint,
        List<String> arguments,
        Map<String, String> environment,
        long memoryBytes,
        WasiHost host) {

    /**
     * The modules of a program.
     *
     * @param entry holds the entry point
     * @param imports instantiated before the entry, in this order
     * @param lookup finds what a module imports from
     */
    public record Modules(ModuleBinary entry, List<ModuleBinary> imports, ModuleLookup lookup) {
        public Modules {
            imports = List.copyOf(imports);
        }
    }

    public Program {
        arguments = List.copyOf(arguments);
    }
}
