package org.bacalhau.node.executor.wasm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;

/**
 * What a task says about its program (engines-storage-publishers.md §4.1). Immutable.
 *
 * @param entryModule where the program comes from; empty only if there are faults
 * @param importModules where modules come from that it imports from
 * @param entryPoint the function to call
 * @param parameters the program's arguments after its own name
 * @param environment variables for it
 * @param faults what is wrong with it
 */
record WasmParams(
        Optional<InputSource> entryModule,
        List<InputSource> importModules,
        String entryPoint,
        List<String> parameters,
        Map<String, String> environment,
        List<Fault> faults) {

    /** What is called if the task does not say. */
    static final String DEFAULT_ENTRY_POINT = "_start";

    WasmParams {
        importModules = List.copyOf(importModules);
        parameters = List.copyOf(parameters);
        environment = Map.copyOf(environment);
        faults = List.copyOf(faults);
    }

    static WasmParams of(SpecConfig engine) {
        return new WasmParamsReader(engine).read();
    }

    /** Returns the modules in the order in which they are prepared: imports, then the entry. */
    List<InputSource> modules() {
        return Stream.concat(importModules.stream(), entryModule.stream()).toList();
    }
}
