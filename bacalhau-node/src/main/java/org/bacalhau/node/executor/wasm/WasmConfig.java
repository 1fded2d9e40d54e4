package org.bacalhau.node.executor.wasm;

/**
 * Limits of the WebAssembly engine. Immutable.
 *
 * @param maxModuleBytes the largest module it takes
 * @param cachedModules how many compiled modules it keeps
 * @param cachedModuleBytes how many bytes these may have together, before compilation; compiled they take about three
 *     times as much
 * @param defaultMemoryBytes how much linear memory a task has that does not say; at most 4 GiB
 * @param compilerThreads how many modules are compiled at once
 */
public record WasmConfig(
        long maxModuleBytes, int cachedModules, long cachedModuleBytes, long defaultMemoryBytes, int compilerThreads) {

    /** 64 MiB modules, 64 of them with 64 MiB kept, 1 GiB of memory, two compilers. */
    public static final WasmConfig DEFAULT = new WasmConfig(64L << 20, 64, 64L << 20, 1L << 30, 2);

    /** The most linear memory that 32-bit addresses reach. */
    static final long MOST_MEMORY_BYTES = 4L << 30;

    public WasmConfig {
        requireWithin("maxModuleBytes", maxModuleBytes, 1L << 30);
        requireWithin("cachedModules", cachedModules, 1 << 20);
        requireWithin("cachedModuleBytes", cachedModuleBytes, 1L << 40);
        requireWithin("defaultMemoryBytes", defaultMemoryBytes, MOST_MEMORY_BYTES);
        requireWithin("compilerThreads", compilerThreads, 1024);
    }

    private static void requireWithin(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be 1 to " + most + ", not " + value);
        }
    }
}
