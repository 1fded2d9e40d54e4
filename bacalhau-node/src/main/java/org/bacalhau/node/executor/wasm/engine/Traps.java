package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.wasm.ChicoryException;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/** Turns what a program ended by into failures. Without state. */
final class Traps {
    private static final String STACK = "call stack exhausted";

    private Traps() {}

    /** Returns the failure of a program that ended by an exception of the runtime or the JVM. */
    static BacalhauException failure(Throwable end, MemoryBudget budget) {
        if (end instanceof HostFunctions.HostFaultException) {
            return new BacalhauException(
                    Failure.of(ErrorCode.INTERNAL, "a WASI function failed: " + end.getMessage(), "report this fault"),
                    end);
        }
        if (end instanceof OutOfMemoryError) {
            return new BacalhauException(
                    Failure.of(
                            ErrorCode.RESOURCE_EXHAUSTED,
                            "the node ran out of heap running the program",
                            "ask for less memory, or give the node's JVM more heap (-Xmx)"),
                    end);
        }
        String text = textOf(end);
        // The same program would trap again.
        return new BacalhauException(
                new Failure(ErrorCode.PROGRAM_FAILED, "the program trapped: " + text, hintFor(text, budget), false),
                end);
    }

    private static String textOf(Throwable end) {
        if (end instanceof StackOverflowError) {
            return STACK;
        }
        if (end instanceof IndexOutOfBoundsException) {
            return "out of bounds memory access: " + end.getMessage();
        }
        String message = String.valueOf(end.getMessage());
        return end instanceof ChicoryException ? message : end.getClass().getSimpleName() + ": " + message;
    }

    private static String hintFor(String text, MemoryBudget budget) {
        String memory = budget.hint();
        if (!memory.isEmpty()) {
            return memory;
        }
        if (text.contains(STACK)) {
            return "the program calls itself too deeply; use a loop, or a list of its own instead of the stack";
        }
        return "its last output may tell why; a program that means to fail ends by exit with a code";
    }
}
