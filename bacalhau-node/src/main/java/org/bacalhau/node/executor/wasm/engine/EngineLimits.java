package org.bacalhau.node.executor.wasm.engine;

/**
 * How much the engine keeps and does at once. Immutable.
 *
 * @param cachedModules how many compiled modules are kept
 * @param cachedModuleBytes how many bytes they may have together, before compilation
 * @param compilerThreads how many modules are compiled at once
 */
public record EngineLimits(int cachedModules, long cachedModuleBytes, int compilerThreads) {}
