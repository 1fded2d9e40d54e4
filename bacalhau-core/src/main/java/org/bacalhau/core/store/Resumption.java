package org.bacalhau.core.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Has a store take commits again after some failed: asks it to, more and more rarely while it cannot. Confined to the loop.
 */
public final class Resumption {
    // Space comes back when somebody makes some, which ten seconds more or less do not matter to.
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10), Integer.MAX_VALUE);

    private final EventLoop loop;
    private final Supplier<CompletionStage<Void>> resume;
    private final Runnable whenResumed;
    private final Consumer<Throwable> whenEnded;
    private @Nullable BacalhauException cause;
    private int failures;
    private Timer timer = Timer.NONE;

    /**
     * Creates it for a store that takes commits.
     *
     * @param resume asks the store to take commits again
     * @param whenResumed runs on the loop when it does
     * @param whenEnded told on the loop why it never will
     */
    public Resumption(
            EventLoop loop,
            Supplier<CompletionStage<Void>> resume,
            Runnable whenResumed,
            Consumer<Throwable> whenEnded) {
        this.loop = loop;
        this.resume = resume;
        this.whenResumed = whenResumed;
        this.whenEnded = whenEnded;
    }

    /** Returns why the store takes no commits; null if it does. */
    public @Nullable BacalhauException cause() {
        return cause;
    }

    /**
     * Commits failed, so the store is to be asked.
     *
     * @return whether this is news: the first failure since a commit was safe
     */
    public boolean begin(BacalhauException failure) {
        cause = failure;
        failures++;
        timer = loop.schedule(RETRY.delayAfter(failures), this::ask);
        return failures == 1;
    }

    /** A commit is safe, so the next failure begins a new row. */
    public void succeeded() {
        failures = 0;
    }

    /** Asks no more. */
    public void close() {
        timer.cancel();
    }

    private void ask() {
        CompletionStage<Void> asked = guarded();
        asked.whenComplete((nothing, failure) -> {
            try {
                loop.execute(() -> onAnswer(failure));
            } catch (RejectedExecutionException closed) {
                // The role has ended; its next start reads what is stored.
                return;
            }
        });
    }

    private CompletionStage<Void> guarded() {
        try {
            return resume.get();
        } catch (RuntimeException fault) {
            return CompletableFuture.failedStage(fault);
        }
    }

    private void onAnswer(@Nullable Throwable failure) {
        @Nullable
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (reason == null) {
            cause = null;
            whenResumed.run();
        } else if (StoreFailures.isSurvivable(reason)) {
            begin((BacalhauException) reason);
        } else {
            whenEnded.accept(reason);
        }
    }
}
