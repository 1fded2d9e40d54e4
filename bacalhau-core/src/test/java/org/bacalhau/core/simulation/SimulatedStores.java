package org.bacalhau.core.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.runtime.SimulatedTime;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.InMemoryExecutionStore;
import org.bacalhau.core.store.InMemoryJobStore;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.NodeRecord;

/** Stores that lie on a {@link SimulatedDisk}, so that a crash loses what was not yet safe. */
final class SimulatedStores {
    private SimulatedStores() {}

    /** The requester's store. Every change that becomes safe is shown to the checker. */
    static final class Jobs implements JobStore {
        private final InMemoryJobStore safe = new InMemoryJobStore();
        private final SimulatedDisk<JobChange> disk;

        Jobs(SimulatedTime time, Random random, InvariantChecker checker) {
            disk = new SimulatedDisk<>(time, random, changes -> {
                safe.commit(changes);
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

        @Override
        public List<JobSnapshot> activeJobs() {
            return safe.activeJobs();
        }

        @Override
        public List<NodeRecord> nodes() {
            return safe.nodes();
        }

        @Override
        public Optional<Job> job(JobId id) {
            return safe.job(id);
        }

        @Override
        public List<JobId> jobIdsWithPrefix(String prefix, int limit) {
            return safe.jobIdsWithPrefix(prefix, limit);
        }

        @Override
        public Page<Job> jobs(JobQuery query) {
            return safe.jobs(query);
        }

        @Override
        public List<Execution> executions(JobId id) {
            return safe.executions(id);
        }

        @Override
        public Page<HistoryEntry> history(HistoryQuery query) {
            return safe.history(query);
        }

        @Override
        public void close() {}
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
