/**
 * The WebAssembly runtime behind a seam of our own: the only package that names Chicory, whose types appear in no public
 * signature here. To move to its successor is to change this package.
 *
 * <p>Modules are compiled to classes, functions that do not fit into a method of the JVM are interpreted. Compiled
 * modules are kept by the hash of their content, in a class loader each, which goes when the module is evicted and its
 * last run ends. What is kept has no function bodies unless some are interpreted: they take 25 times the module's size.
 *
 * <p><b>Threads.</b> {@link org.bacalhau.node.executor.wasm.engine.WasmEngine} is safe for any thread; a run stays on the
 * thread that asked for it. Compiling is done by a few daemon threads that end when idle, since it cannot be interrupted
 * and a run must be. Compiled code checks for an interrupt at each call and at backward jumps, in inner loops every so many
 * rounds.
 *
 * <p><b>Life cycle.</b> One engine for an executor; closing it drops the compiled modules.
 */
@NullMarked
package org.bacalhau.node.executor.wasm.engine;

import org.jspecify.annotations.NullMarked;
