package org.bacalhau.node.http.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.Route;

/**
 * Threads for what reads the node's store, apart from those that serve connections: however many long lists are asked for, the
 * server answers all else. Safe for any thread.
 */
public final class StoreReads implements Executor, AutoCloseable {
    private static final int THREADS = 16; // more only wait for each other at the store
    private static final int QUEUE = 4_000; // reads; beyond, callers are told to come back
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads;

    /** Creates it; threads are made as they are needed. */
    public StoreReads() {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, "bacalhau-http-read-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(QUEUE), factory);
        threads.allowCoreThreadTimeOut(true);
        threads.setRejectedExecutionHandler((work, pool) -> {
            throw Refusal.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    pool.isShutdown() ? "the server is closing" : QUEUE + " requests wait for the store already",
                    "try again in a moment");
        });
    }

    /**
     * Runs work when a thread is free.
     *
     * @throws Refusal {@code RESOURCE_EXHAUSTED} if too much waits already, or it is closed
     */
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Returns routes that are answered by these threads. */
    List<Route> answering(List<Route> routes) {
        return routes.stream()
                .map(route -> new Route(
                        route.method(),
                        route.path(),
                        route.operation(),
                        call -> CompletableFuture.supplyAsync(
                                        () -> route.endpoint().answer(call), this)
                                .thenCompose(Function.identity())))
                .toList();
    }

    /** Takes no more work, and lets what was taken end. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
