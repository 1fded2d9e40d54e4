package org.bacalhau.core.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.ExecutionId;

/**
 * Keeps a compute node's state in memory, until the process ends. Safe for any thread. A commit is safe when {@link
 * #commit} returns.
 */
public final class InMemoryExecutionStore implements ExecutionStore {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    // In order of creation: putting an execution again leaves it in its place.
    private final Map<ExecutionId, LocalExecution> executions = new LinkedHashMap<>();
    private boolean closed;

    @Override
    public synchronized CompletionStage<Void> commit(List<ExecutionChange> changes) {
        if (closed) {
            return CompletableFuture.failedStage(StoreFailures.closed("execution store"));
        }
        for (ExecutionChange change : changes) {
            if (change instanceof ExecutionChange.Put put) {
                executions.put(put.execution().id(), put.execution());
            } else if (change instanceof ExecutionChange.Forget forget) {
                executions.remove(forget.id());
            }
        }
        return DONE;
    }

    @Override
    public synchronized List<LocalExecution> executions() {
        return List.copyOf(executions.values());
    }

    @Override
    public synchronized Optional<LocalExecution> execution(ExecutionId id) {
        return Optional.ofNullable(executions.get(id));
    }

    /** Refuses further commits; what is stored can still be read. */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
