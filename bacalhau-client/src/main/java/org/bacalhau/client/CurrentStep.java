package org.bacalhau.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The step that something long is at: when that is done or cancelled, so is the step. Only the last one is kept, however
 * many there were. Safe for any thread.
 */
final class CurrentStep {
    private final CompletableFuture<?> whole;
    private volatile @Nullable Future<?> step;

    CurrentStep(CompletableFuture<?> whole) {
        this.whole = whole;
        Futures.whenDone(whole, (value, failure) -> cancel());
    }

    /** Begins the next step. */
    void is(Future<?> next) {
        step = next;
        if (whole.isDone()) {
            cancel();
        }
    }

    private void cancel() {
        Future<?> current = step;
        if (current != null) {
            current.cancel(true);
        }
    }
}
