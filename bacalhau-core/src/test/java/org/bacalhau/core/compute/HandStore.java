package org.bacalhau.core.compute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.LocalExecution;

/** A store that keeps everything in memory; the test may hold commits back, or have them fail. */
final class HandStore implements ExecutionStore {
    private final Map<ExecutionId, LocalExecution> executions = new LinkedHashMap<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    boolean holds;
    boolean fails;
    boolean refuses;
    boolean full;
    private boolean waitsForRoom;
    int commits;

    @Override
    public CompletionStage<Void> commit(List<ExecutionChange> changes) {
        commits++;
        if (fails) {
            return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
        }
        if (refuses) {
            return CompletableFuture.failedFuture(
                    BacalhauException.of(ErrorCode.INVALID_ARGUMENT, "unstorable", "change it"));
        }
        waitsForRoom |= full;
        if (waitsForRoom) {
            return CompletableFuture.failedFuture(diskFull());
        }
        CompletableFuture<Void> safe = new CompletableFuture<>();
        held.add(() -> {
            changes.forEach(this::apply);
            safe.complete(null);
        });
        if (!holds) {
            release();
        }
        return safe;
    }

    private static BacalhauException diskFull() {
        return BacalhauException.of(ErrorCode.STORAGE_FULL, "the disk is full", "make room");
    }

    @Override
    public CompletionStage<Void> resume() {
        waitsForRoom = full;
        return full ? CompletableFuture.failedFuture(diskFull()) : CompletableFuture.completedFuture(null);
    }

    /** Makes everything safe that was held back. */
    void release() {
        for (Runnable next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
    }

    private void apply(ExecutionChange change) {
        if (change instanceof ExecutionChange.Put put) {
            executions.put(put.execution().id(), put.execution());
        } else if (change instanceof ExecutionChange.Forget forget) {
            executions.remove(forget.id());
        }
    }

    @Override
    public List<LocalExecution> executions() {
        return new ArrayList<>(executions.values());
    }

    @Override
    public Optional<LocalExecution> execution(ExecutionId id) {
        return Optional.ofNullable(executions.get(id));
    }

    @Override
    public void close() {}
}
