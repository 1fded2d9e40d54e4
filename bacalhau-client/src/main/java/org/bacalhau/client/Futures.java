package org.bacalhau.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** What the blocking methods have in common, and how cancelling reaches what is under way. */
final class Futures {
    private Futures() {}

    /**
     * Waits for a result. An interrupt ends the waiting and cancels what was waited for; the thread stays interrupted.
     *
     * @throws BacalhauException what the future failed with; {@code CANCELLED} after an interrupt
     */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw cancelled("interrupted while waiting for the node");
        } catch (CancellationException e) {
            throw cancelled("the call was cancelled");
        } catch (ExecutionException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    private static BacalhauException cancelled(String message) {
        return BacalhauException.of(ErrorCode.CANCELLED, message, "");
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /** Returns what went wrong, without what futures wrap around it. */
    static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Returns the future of a converted result; cancelling it cancels {@code source}. */
    static <A, B> CompletableFuture<B> map(CompletableFuture<A> source, Function<? super A, ? extends B> conversion) {
        CompletableFuture<B> converted = new CompletableFuture<>();
        whenDone(source, (value, failure) -> {
            if (failure != null) {
                converted.completeExceptionally(causeOf(failure));
                return;
            }
            try {
                converted.complete(conversion.apply(value));
            } catch (RuntimeException e) {
                converted.completeExceptionally(e);
            }
        });
        cancelWith(converted, source);
        return converted;
    }

    /** Returns the future of a second step; cancelling it cancels whichever step is under way. */
    static <A, B> CompletableFuture<B> then(CompletableFuture<A> source, Function<A, CompletableFuture<B>> step) {
        CompletableFuture<B> result = new CompletableFuture<>();
        whenDone(source, (value, failure) -> {
            if (failure != null) {
                result.completeExceptionally(causeOf(failure));
                return;
            }
            try {
                CompletableFuture<B> next = step.apply(value);
                cancelWith(result, next);
                pass(next, result);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        cancelWith(result, source);
        return result;
    }

    /** Does something when a future is complete, whatever became of it; the action must not throw. */
    static <T> void whenDone(CompletableFuture<T> future, BiConsumer<? super T, ? super Throwable> action) {
        // What this returns only tells how the action ended.
        CompletableFuture<T> unused = future.whenComplete(action);
    }

    /** Completes {@code to} as {@code from}. */
    static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        whenDone(from, (value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(causeOf(failure));
            }
        });
    }

    /** Cancels {@code inner} when {@code outer} is cancelled. */
    static void cancelWith(CompletableFuture<?> outer, Future<?> inner) {
        whenDone(outer, (value, failure) -> {
            if (outer.isCancelled()) {
                inner.cancel(true);
            }
        });
    }
}
