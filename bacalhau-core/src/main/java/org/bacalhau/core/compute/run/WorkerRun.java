package org.bacalhau.core.compute.run;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.core.compute.ExecutionRunner;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;

/**
 * One execution in the hands of a worker, from start to end. Safe for any thread.
 *
 * <p>Whoever moves it to {@link Phase#ENDED} tells its end, so that is told once.
 */
final class WorkerRun implements ExecutionRunner.Run {
    private final RunnerParts parts;
    private final LocalExecution execution;
    private final GuardedListener listener;
    private final RunDirectory directory;
    private final OutputLog log;
    private final LingeringLogs lingering;
    private final ActiveRuns active;
    private final StopSignal signal = new StopSignal();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile boolean stopRequested;

    private enum Phase {
        /** No worker has it yet. */
        WAITING,
        /** A worker is at it. */
        WORKING,
        /** It is over. */
        ENDED
    }

    WorkerRun(
            RunnerParts parts,
            LocalExecution execution,
            ExecutionRunner.Listener listener,
            RunDirectory directory,
            ActiveRuns active,
            LingeringLogs lingering) {
        this.parts = parts;
        this.execution = execution;
        this.listener = new GuardedListener(listener, parts.faults());
        this.directory = directory;
        this.active = active;
        this.lingering = lingering;
        this.log = new OutputLog(
                parts.config().outputLimitBytes(),
                directory::outputFile,
                parts.notifier(),
                signal::stop,
                parts.faults());
    }

    ExecutionId id() {
        return execution.id();
    }

    /** {@inheritDoc} Hands it to a worker; if there is none to be had it ends at once. */
    @Override
    public void begin() {
        try {
            parts.workers().execute(this::work);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            endUnlessBegun(failed(
                    EventTopic.PREPARING_ENVIRONMENT,
                    Failure.of(
                            ErrorCode.RESOURCE_EXHAUSTED,
                            "the node has no worker for the execution",
                            "give the node more workers, or try again later")));
        }
    }

    @Override
    public void stop() {
        stopRequested = true;
        endUnlessBegun(stopped());
        signal.stop();
    }

    private void endUnlessBegun(Outcome outcome) {
        if (phase.compareAndSet(Phase.WAITING, Phase.ENDED)) {
            end(outcome);
        }
    }

    @Override
    public LogReader openLog(boolean newOnly, boolean follow) {
        return log.open(newOnly, follow);
    }

    private void work() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.WORKING)) {
            return;
        }
        Outcome outcome = stopped();
        // False if it was stopped in this moment.
        if (signal.enter()) {
            try {
                outcome = perform();
            } finally {
                signal.leave();
            }
        }
        phase.set(Phase.ENDED);
        end(outcome);
    }

    private Outcome perform() {
        try {
            return new RunStages(parts, execution, listener, directory, log, signal).perform();
        } catch (StageFailure failed) {
            return stopRequested ? stopped() : failed(failed.topic(), failed.failure());
        } catch (Throwable e) {
            // An interrupt between two stages, or a fault of this package: foreign code is guarded by Attempt.
            if (Causes.isBug(e)) {
                parts.faults().accept(e);
            }
            return stopRequested ? stopped() : failed(EventTopic.RUNNING_EXECUTION, Causes.failureOf(e));
        }
    }

    private void end(Outcome outcome) {
        try {
            log.release();
            directory.remove();
            lingering.add(log);
        } catch (RuntimeException | Error e) {
            parts.faults().accept(e);
        } finally {
            active.remove(this);
            listener.ended(outcome);
            active.told();
        }
    }

    private Outcome stopped() {
        return failed(
                EventTopic.CANCELING,
                Failure.of(ErrorCode.CANCELLED, "the execution was stopped", "submit the job again to run it again"));
    }

    private Outcome failed(EventTopic topic, Failure failure) {
        return new Outcome.Failed(
                failure, Event.of(topic, failure, parts.clock().instant()));
    }
}
