package org.bacalhau.core.compute;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.store.CommitQueue;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.Resumption;
import org.jspecify.annotations.Nullable;

/**
 * Brings the store up to the ledger. Confined to the loop.
 *
 * <p>If commits fail and the store can go on, for instance when a full disk has room again, the ledger stays as it is: what
 * happened to an execution cannot be taken back. What follows from it waits; once the store takes commits again, every
 * execution whose last move is not safe is stored as it is by then, and what was held back happens, in its order.
 */
final class LedgerCommits implements CommitQueue.Trouble {
    private final ExecutionStore store;
    private final NodeObserver observer;
    private final Function<ExecutionId, @Nullable LocalExecution> ledger;
    private final Runnable onEnd;
    private final CommitQueue queue;
    private final Resumption resumption;
    // A few for each execution in hand: no new ones are taken while moves wait here.
    private final List<Unsafe> unsafe = new ArrayList<>();
    private boolean closed;

    /** A move that could not be stored. */
    private record Unsafe(ExecutionId id, Runnable whenSafe) {}

    /**
     * Creates it.
     *
     * @param ledger returns an execution as it is now; null if it is forgotten
     * @param onEnd runs once when the store cannot go on
     */
    LedgerCommits(ComputeParts parts, Function<ExecutionId, @Nullable LocalExecution> ledger, Runnable onEnd) {
        this.store = parts.store();
        this.observer = parts.observer();
        this.ledger = ledger;
        this.onEnd = onEnd;
        this.queue = new CommitQueue(parts.loop(), this);
        this.resumption = new Resumption(parts.loop(), store::resume, this::catchUp, this::ended);
    }

    /** Tells whether nothing can be stored for now. */
    boolean isInterrupted() {
        return !unsafe.isEmpty() || resumption.cause() != null;
    }

    void close() {
        closed = true;
        resumption.close();
    }

    /** Stores an execution that is new, has moved or is forgotten; {@code whenSafe} runs once that is safe. */
    void changed(ExecutionId id, Runnable whenSafe) {
        if (closed) {
            return;
        }
        if (resumption.cause() != null) {
            unsafe.add(new Unsafe(id, whenSafe));
        } else {
            queue.await(commit(List.of(latest(id))), whenSafe, cause -> unsafe.add(new Unsafe(id, whenSafe)));
        }
    }

    /** Runs {@code action} once everything so far is safe, {@code otherwise} if it cannot be stored for now. */
    void afterCommits(Runnable action, Runnable otherwise) {
        if (closed) {
            return;
        }
        if (isInterrupted()) {
            otherwise.run();
        } else {
            queue.awaitEarlier(action, cause -> otherwise.run());
        }
    }

    private ExecutionChange latest(ExecutionId id) {
        @Nullable LocalExecution execution = ledger.apply(id);
        return execution == null ? new ExecutionChange.Forget(id) : new ExecutionChange.Put(execution);
    }

    private CompletionStage<Void> commit(List<ExecutionChange> changes) {
        try {
            return store.commit(changes);
        } catch (RuntimeException fault) {
            return CompletableFuture.failedStage(fault);
        }
    }

    /** The store takes commits again. */
    private void catchUp() {
        if (closed) {
            return;
        }
        List<Unsafe> moves = List.copyOf(unsafe);
        Set<ExecutionId> ids = new LinkedHashSet<>();
        moves.forEach(move -> ids.add(move.id));
        unsafe.clear();
        queue.await(
                commit(ids.stream().map(this::latest).toList()),
                () -> moves.forEach(move -> move.whenSafe.run()),
                cause -> unsafe.addAll(0, moves));
    }

    @Override
    public void stored() {
        resumption.succeeded();
    }

    @Override
    public void interrupted(BacalhauException cause) {
        if (cause.code().kind() == ErrorCode.Kind.USER) {
            // It refuses what an execution holds, and would again.
            ended(cause);
        } else if (!closed && resumption.begin(cause)) {
            observer.fault("the compute node takes nothing new for now, since its state could not be stored", cause);
        }
    }

    @Override
    public void ended(Throwable cause) {
        if (!closed) {
            closed = true;
            observer.fault("the compute node stops, since its state could not be stored", cause);
            onEnd.run();
        }
    }
}
