package org.bacalhau.core.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.ExecutionId;

/**
 * Keeps a compute node's state: each execution it has in hand, and those whose end no requester has confirmed. One
 * writer, any number of readers on any thread.
 */
public interface ExecutionStore extends AutoCloseable {

    /**
     * Stores changes, all or none.
     *
     * @return completes when the changes are safe, in the order of the calls; fails with a {@link
     *     org.bacalhau.core.model.BacalhauException} if they are not stored, {@code STORAGE_FULL} for a full disk. After
     *     that, commits fail until {@link #resume}
     */
    CompletionStage<Void> commit(List<ExecutionChange> changes);

    /**
     * Has the store take commits again after some failed (see {@link StoreFailures#isSurvivable}). Does nothing if it does.
     *
     * @return fails like a commit if the cause is still there; commits go on failing then
     */
    default CompletionStage<Void> resume() {
        return CompletableFuture.completedStage(null);
    }

    /** Returns every execution that is not forgotten, in order of creation. Called once, at start. */
    List<LocalExecution> executions();

    /** Returns an execution that is not forgotten. */
    Optional<LocalExecution> execution(ExecutionId id);

    /** Ends the store after the commits in hand. May be called any number of times. */
    @Override
    void close();
}
