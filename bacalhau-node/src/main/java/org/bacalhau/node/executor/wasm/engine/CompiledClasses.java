package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.compiler.internal.ClassLoadingCollector;

/** The classes of a module as they are compiled, in a class loader of their own. For one compiler's thread. */
final class CompiledClasses extends ClassLoadingCollector {
    private static final String FUNCTIONS = "FuncGroup_"; // in the names of classes that hold functions

    @Override
    public void put(String className, byte[] bytes) {
        super.put(className, className.contains(FUNCTIONS) ? LoopPolls.thinnedOut(bytes) : bytes);
    }
}
