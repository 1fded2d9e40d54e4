package org.bacalhau.core.store;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bacalhau.core.runtime.EventLoop;

/**
 * Holds back what follows from a commit until the commit is safe, in the order of the commits. Confined to the loop.
 *
 * <p>A store that is safe at once costs no further turn of the loop: what follows runs before {@link #await} returns.
 */
public final class CommitQueue {
    private final EventLoop loop;
    private final Consumer<Throwable> onFailure;
    // As long as the commits in hand; the role bounds those by what it accepts.
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private boolean failed;

    /**
     * Creates a queue.
     *
     * @param onFailure told once, on the loop, of the first commit that failed; nothing that follows from it or a later
     *     one happens any more
     */
    public CommitQueue(EventLoop loop, Consumer<Throwable> onFailure) {
        this.loop = loop;
        this.onFailure = onFailure;
    }

    /** Runs {@code whenSafe} on the loop once {@code commit} and all before it are safe. */
    public void await(CompletionStage<Void> commit, Runnable whenSafe) {
        loop.checkInLoop();
        CompletableFuture<Void> future = commit.toCompletableFuture();
        pending.add(new Pending(future, whenSafe));
        if (future.isDone()) {
            drain();
        } else {
            commit.whenComplete((nothing, failure) -> loop.execute(this::drain));
        }
    }

    /** Returns how many commits are not yet safe. */
    public int size() {
        return pending.size();
    }

    private void drain() {
        while (!failed && !pending.isEmpty() && pending.element().commit.isDone()) {
            Pending first = pending.remove();
            if (first.commit.isCompletedExceptionally()) {
                failed = true;
                first.commit.exceptionally(failure -> {
                    onFailure.accept(failure);
                    return null;
                });
            } else {
                first.whenSafe.run();
            }
        }
    }

    private record Pending(CompletableFuture<Void> commit, Runnable whenSafe) {}
}
