package org.bacalhau.node.executor.wasm.engine;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/**
 * Compiled modules by the hash of their content, the least recently used evicted first. A module that several ask for at
 * once is compiled once. Safe for any thread.
 */
final class ModuleCache implements AutoCloseable {
    private static final int MOST_WAITING = 256; // modules to compile
    private static final long IDLE_SECONDS = 10; // after which a compiler's thread ends

    private final long leastWeight;
    private final Cache<String, Entry> entries;
    private final ThreadPoolExecutor compilers;

    /**
     * A module, perhaps still being compiled.
     *
     * @param task compiles it, or has
     * @param weight its share of the cache's bytes
     */
    private record Entry(FutureTask<ReadyModule> task, int weight) {}

    ModuleCache(EngineLimits limits) {
        // One measure for two limits: no module counts less than its share of the count.
        leastWeight = Math.max(1, limits.cachedModuleBytes() / Math.max(1, limits.cachedModules()));
        entries = CacheBuilder.newBuilder()
                .concurrencyLevel(1) // else each part of the cache would have a part of the limit
                .maximumWeight(limits.cachedModuleBytes())
                .weigher((String hash, Entry entry) -> entry.weight())
                .build();
        compilers = new ThreadPoolExecutor(
                limits.compilerThreads(),
                limits.compilerThreads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                new ThreadFactoryBuilder()
                        .setNameFormat("wasm-compiler-%d")
                        .setDaemon(true)
                        .build());
        compilers.allowCoreThreadTimeOut(true);
    }

    /**
     * Returns the module, compiled now if need be.
     *
     * @throws BacalhauException if it cannot be compiled
     * @throws InterruptedException if the calling thread is interrupted; the compilation goes on
     */
    ReadyModule get(ModuleBinary binary) throws InterruptedException {
        Entry entry = entryOf(binary);
        try {
            return entry.task().get();
        } catch (ExecutionException e) {
            entries.asMap().remove(binary.hash(), entry);
            if (e.getCause() instanceof BacalhauException failure) {
                throw new BacalhauException(failure.failure().in(binary.label()), failure);
            }
            throw new IllegalStateException("compiling " + binary, e.getCause());
        } catch (CancellationException e) {
            throw closed();
        }
    }

    private Entry entryOf(ModuleBinary binary) {
        try {
            return entries.get(binary.hash(), () -> begin(binary));
        } catch (ExecutionException | UncheckedExecutionException e) {
            if (compilers.isShutdown()) {
                throw closed();
            }
            throw BacalhauException.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    binary.label() + ": " + MOST_WAITING + " modules wait to be compiled on this node already",
                    "try again later");
        }
    }

    private Entry begin(ModuleBinary binary) {
        byte[] bytes = binary.bytes();
        FutureTask<ReadyModule> task = new FutureTask<>(() -> ModuleCompiler.compile(bytes));
        compilers.execute(task);
        return new Entry(task, (int) Math.min(Integer.MAX_VALUE, Math.max(leastWeight, bytes.length)));
    }

    private static BacalhauException closed() {
        return BacalhauException.of(ErrorCode.UNAVAILABLE, "the WebAssembly engine is closed", "start the node again");
    }

    /** Drops all modules. What is being compiled is compiled to its end; what waits for it is told. */
    @Override
    public void close() {
        for (Runnable waiting : compilers.shutdownNow()) {
            ((Future<?>) waiting).cancel(false);
        }
        entries.invalidateAll();
    }
}
