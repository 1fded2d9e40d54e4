/**
 * The functions of WASI preview 1 that touch descriptors, files, waiting and randomness, written against a memory seam so
 * that they know no WebAssembly runtime. What is neither (arguments, environment, clocks, exit) comes with the runtime.
 *
 * <p>Parameters are the ABI's: addresses and lengths are 32-bit numbers in the program's memory, results go to addresses
 * given by the program, and the value returned is an error number. An address outside the memory yields {@code EFAULT}.
 *
 * <p><b>Threads.</b> One {@link org.bacalhau.node.executor.wasm.wasi.WasiHost} serves one run, on its thread. <b>Life
 * cycle.</b> Made before the run, closed after it; closing closes every descriptor left open.
 */
@NullMarked
package org.bacalhau.node.executor.wasm.wasi;

import org.jspecify.annotations.NullMarked;
