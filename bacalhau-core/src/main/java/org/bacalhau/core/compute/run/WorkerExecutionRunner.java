package org.bacalhau.core.compute.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bacalhau.core.compute.ExecutionRunner;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.store.LocalExecution;

/**
 * Runs each execution on a thread of a pool. Safe for any thread.
 *
 * <p>A listener may be told of an end by the thread that calls {@code begin} or {@code stop}, where the run never began.
 * An engine that ignores interrupts keeps its worker, its directory and its place among the runs until it returns; the
 * end is told then.
 */
public final class WorkerExecutionRunner implements ExecutionRunner {
    private final RunnerParts parts;
    private final ActiveRuns active = new ActiveRuns();
    private final LingeringLogs lingering = new LingeringLogs();

    /** Creates a runner; it begins nothing by itself. */
    public WorkerExecutionRunner(RunnerParts parts) {
        this.parts = parts;
    }

    @Override
    public Run prepare(LocalExecution execution, Listener listener) {
        try {
            RunDirectory directory = new RunDirectory(parts.root(), execution.id(), parts.faults());
            WorkerRun run = new WorkerRun(parts, execution, listener, directory, active, lingering);
            active.add(run);
            return run;
        } catch (BacalhauException refusal) {
            return new RefusedRun(parts, refusal, new GuardedListener(listener, parts.faults()));
        }
    }

    @Override
    public void sweep(Set<ExecutionId> kept) {
        Set<String> names = kept.stream().map(ExecutionId::value).collect(Collectors.toUnmodifiableSet());
        new Sweep(parts.root(), parts.faults())
                .run(name -> names.contains(name) || active.contains(name), parts.workers());
        parts.components().executors().values().forEach(engine -> recover(engine, kept));
    }

    private void recover(Executor engine, Set<ExecutionId> runAgain) {
        try {
            engine.recover(parts.node(), runAgain);
        } catch (RuntimeException | Error fault) {
            // It keeps what it holds; the node runs all the same.
            parts.faults().accept(fault);
        }
    }

    /** {@inheritDoc} Waits as long as the settings let an engine take to stop. */
    @Override
    public void close() {
        active.close().forEach(WorkerRun::stop);
        try {
            List<ExecutionId> running = active.awaitEnd(parts.config().stopGrace());
            if (!running.isEmpty()) {
                parts.faults()
                        .accept(new IllegalStateException(
                                "closed while engines ignore that they were interrupted, in executions " + running));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lingering.discardAll();
    }

    /** A run that never was. */
    private record RefusedRun(RunnerParts parts, BacalhauException refusal, Listener listener) implements Run {
        @Override
        public void begin() {
            Event event = Event.of(
                    EventTopic.PREPARING_ENVIRONMENT,
                    refusal.failure(),
                    parts.clock().instant());
            listener.ended(new LocalExecution.Outcome.Failed(refusal.failure(), event));
        }

        @Override
        public void stop() {}

        @Override
        public LogReader openLog(boolean newOnly, boolean follow) {
            throw refusal;
        }
    }
}
