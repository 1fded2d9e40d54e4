package org.bacalhau.core;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.core.model.NodeId;

/** A node's own threads. Closing waits a bounded time for them to end. */
final class NodeThreads implements AutoCloseable {
    // Bid decisions and probes; executions that are prepared, run or published are no more than there are threads.
    private static final int QUEUED_TASKS = 10_000;
    // For bid decisions and probes, while every other worker runs something or is lost.
    private static final int BESIDE_RUNS = 4;
    private static final int IDLE_SECONDS = 10;
    private static final int CLOSING_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    private NodeThreads(ThreadPoolExecutor executor) {
        this.executor = executor;
    }

    /**
     * Returns threads for blocking work.
     *
     * @param forRuns how many of them executions may hold, also those that were given up
     */
    static NodeThreads workers(NodeId node, int forRuns) {
        return pool("bacalhau-worker-" + node.shortForm() + "-", forRuns + BESIDE_RUNS);
    }

    /** Returns a thread for short work that must not wait behind long work. */
    static NodeThreads notifier(NodeId node) {
        return pool("bacalhau-notifier-" + node.shortForm() + "-", 1);
    }

    private static NodeThreads pool(String prefix, int count) {
        AtomicInteger next = new AtomicInteger(1);
        ThreadFactory threads = work -> {
            Thread thread = new Thread(work, prefix + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUED_TASKS), threads);
        executor.allowCoreThreadTimeOut(true);
        return new NodeThreads(executor);
    }

    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "work went on for " + CLOSING_SECONDS + " s after it was interrupted; its threads are left behind");
        }
    }
}
