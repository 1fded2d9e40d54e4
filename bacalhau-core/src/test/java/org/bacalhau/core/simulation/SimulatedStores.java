package org.bacalhau.core.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.runtime.SimulatedTime;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.InMemoryExecutionStore;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.ReadThroughJobStore;

/** Stores that lie on a {@link SimulatedDisk}, so that a crash loses what was not yet safe. */
final class SimulatedStores {
    private SimulatedStores() {}

    /** The requester's store. Every change that becomes safe is shown to the checker. */
    static final class Jobs extends ReadThroughJobStore {
        private final SimulatedDisk<JobChange> disk;

        Jobs(SimulatedTime time, Random random, InvariantChecker checker) {
            disk = new SimulatedDisk<>(time, random, changes -> {
                safe().commit(changes);
                checker.committed(changes);
            });
        }

        void cutPower() {
            disk.cutPower();
        }

        void setFull(boolean full) {
            disk.setFull(full);
        }

        @Override
        public CompletionStage<Void> resume() {
            return disk.resume();
        }

        @Override
        public CompletionStage<Void> commit(List<JobChange> changes) {
            return disk.write(changes);
        }
    }

    /** A compute node's store. */
    static final class Executions implements ExecutionStore {
        private final InMemoryExecutionStore safe = new InMemoryExecutionStore();
        private final SimulatedDisk<ExecutionChange> disk;

        Executions(SimulatedTime time, Random random) {
            disk = new SimulatedDisk<>(time, random, safe::commit);
        }

        void cutPower() {
            disk.cutPower();
        }

        void setFull(boolean full) {
            disk.setFull(full);
        }

        @Override
        public CompletionStage<Void> resume() {
            return disk.resume();
        }

        @Override
        public CompletionStage<Void> commit(List<ExecutionChange> changes) {
            return disk.write(changes);
        }

        @Override
        public List<LocalExecution> executions() {
            return safe.executions();
        }

        @Override
        public Optional<LocalExecution> execution(ExecutionId id) {
            return safe.execution(id);
        }

        @Override
        public void close() {}
    }
}
