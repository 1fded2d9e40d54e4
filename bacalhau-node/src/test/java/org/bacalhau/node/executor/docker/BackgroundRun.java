package org.bacalhau.node.executor.docker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.testing.Await;

/** A run on a thread of its own. For one thread. */
final class BackgroundRun {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final DockerRun run;
    private final Thread thread;

    private BackgroundRun(DockerRun run, Executor executor) {
        this.run = run;
        this.thread = new Thread(() -> {
            try {
                end.complete(run.on(executor));
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
    }

    static BackgroundRun start(DockerRun run, Executor executor) {
        BackgroundRun started = new BackgroundRun(run, executor);
        started.thread.start();
        return started;
    }

    /** Waits for a condition, such as output of the program. */
    BackgroundRun until(BooleanSupplier condition) {
        await().atMost(DEADLINE).until(() -> condition.getAsBoolean() || end.isDone());
        if (end.isDone() && !condition.getAsBoolean()) {
            throw new AssertionError("ended too early: " + end + ", " + run.stdout() + run.stderr());
        }
        return this;
    }

    /** Waits until the program has written this to standard output. */
    BackgroundRun untilPrinted(String text) {
        return until(() -> run.stdout().contains(text));
    }

    BackgroundRun interrupt() {
        thread.interrupt();
        return this;
    }

    /** Returns the exit code. */
    int exitCode() {
        return Await.outcome(end);
    }

    /** Returns how it failed. */
    Throwable failure() {
        await().atMost(DEADLINE).until(end::isDone);
        return end.handle((code, fault) -> fault).join();
    }

    boolean isRunning() {
        return !end.isDone();
    }
}
