package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.List;
import java.util.function.Function;

/**
 * A compiled module. Immutable, shared by runs.
 *
 * @param module the module; without function bodies if all are compiled
 * @param machines makes what executes an instance
 */
record ReadyModule(WasmModule module, Function<Instance, Machine> machines) {

    /** Returns the type of a function by its index, in which imported functions come first. */
    FunctionType functionType(int index) {
        List<FunctionImport> imports = module.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .map(FunctionImport.class::cast)
                .toList();
        int type = index < imports.size()
                ? imports.get(index).typeIndex()
                : module.functionSection().getFunctionType(index - imports.size());
        return module.typeSection().getType(type);
    }
}
