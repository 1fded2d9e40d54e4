/**
 * The engine that runs WebAssembly modules with WASI preview 1.
 *
 * <p>{@link org.bacalhau.node.executor.wasm.WasmExecutor} is the entry: it reads a task's parameters, puts the files
 * together that the program sees, and has the module run. Three packages below it know nothing of tasks: {@code engine}
 * compiles and links modules and is the only one that knows the runtime library, {@code wasi} has the functions that
 * modules import, {@code fs} the file system.
 *
 * <p>A program gets no network, no threads, and of files only its inputs and outputs. CPU is limited by nothing but the
 * execution's time.
 *
 * <p><b>Threads.</b> Runs stay on the thread that asked for them and end soon after it is interrupted. <b>Life
 * cycle.</b> An executor is made once for a node and closed with it.
 */
@NullMarked
package org.bacalhau.node.executor.wasm;

import org.jspecify.annotations.NullMarked;
