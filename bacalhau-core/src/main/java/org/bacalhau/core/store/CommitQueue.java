package org.bacalhau.core.store;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what follows from a commit until the commit is safe, in the order of the commits. Confined to the loop.
 *
 * <p>A store that is safe at once costs no further turn of the loop: what follows runs before {@link #await} returns.
 */
public final class CommitQueue {
    // Stands for a commit without changes.
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final EventLoop loop;
    private final Trouble trouble;
    // As long as the commits in hand; the role bounds those by what it accepts.
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private @Nullable BacalhauException interruption;
    private boolean ended;

    /** Is told, on the loop, what becomes of commits. */
    public interface Trouble {
        /** A commit is safe. */
        void stored();

        /**
         * Commits failed that the store can go on after (see {@link StoreFailures#isSurvivable}). Told once none is left in
         * hand and those that wait for them know; memory is then ahead of the store.
         *
         * @param cause that of the first
         */
        void interrupted(BacalhauException cause);

        /** A commit failed and the store cannot go on. Nothing that follows from it or a later one happens any more. */
        void ended(Throwable cause);
    }

    /** Creates a queue. */
    public CommitQueue(EventLoop loop, Trouble trouble) {
        this.loop = loop;
        this.trouble = trouble;
    }

    /**
     * Runs {@code whenSafe} on the loop once {@code commit} and all before it are safe.
     *
     * @param whenLost runs instead if the commit failed in a way that the store can go on after; told the cause of the first
     *     of the commits that failed together
     */
    public void await(CompletionStage<Void> commit, Runnable whenSafe, Consumer<BacalhauException> whenLost) {
        loop.checkInLoop();
        CompletableFuture<Void> future = commit.toCompletableFuture();
        pending.add(new Pending(future, whenSafe, whenLost));
        if (future.isDone()) {
            drain();
        } else {
            commit.whenComplete((nothing, failure) -> loop.execute(this::drain));
        }
    }

    /**
     * Runs {@code whenSafe} on the loop once all commits before are safe.
     *
     * @param whenLost runs instead if one of them failed, as in {@link #await}
     */
    public void awaitEarlier(Runnable whenSafe, Consumer<BacalhauException> whenLost) {
        loop.checkInLoop();
        pending.add(new Pending(NOTHING, whenSafe, whenLost));
        drain();
    }

    /** Returns how many commits are not yet safe. */
    public int size() {
        return pending.size();
    }

    private void drain() {
        while (!ended && !pending.isEmpty() && pending.element().commit.isDone()) {
            Pending first = pending.remove();
            @Nullable Throwable failure = failureOf(first.commit);
            if (failure == null && !first.isEmpty()) {
                trouble.stored();
                first.whenSafe.run();
            } else if (failure == null && interruption == null) {
                first.whenSafe.run();
            } else if (interruption != null) {
                // Whatever it says itself: it was built on what had failed before it.
                first.whenLost.accept(interruption);
            } else if (failure instanceof BacalhauException known && StoreFailures.isSurvivable(known)) {
                interruption = known;
                first.whenLost.accept(known);
            } else {
                ended = true;
                trouble.ended(Objects.requireNonNull(failure));
            }
        }
        @Nullable BacalhauException cause = interruption;
        if (!ended && cause != null && pending.isEmpty()) {
            interruption = null;
            trouble.interrupted(cause);
        }
    }

    private static @Nullable Throwable failureOf(CompletableFuture<Void> commit) {
        try {
            commit.join();
            return null;
        } catch (CompletionException failed) {
            return failed.getCause() == null ? failed : failed.getCause();
        } catch (RuntimeException cancelled) {
            return cancelled;
        }
    }

    private record Pending(CompletableFuture<Void> commit, Runnable whenSafe, Consumer<BacalhauException> whenLost) {
        boolean isEmpty() {
            return commit == NOTHING;
        }
    }
}
