package org.bacalhau.core.compute;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One run, from leaving the queue to its end. It is told by the runner, on any thread, how far it got, and hands that to
 * the loop; steps that come quicker than the loop looks cost one turn together. Everything else is confined to the loop.
 */
final class RunInHand implements ExecutionRunner.Listener {
    /** How far a run got. */
    enum Stage {
        PREPARING,
        RUNNING,
        PUBLISHING
    }

    private final LocalExecution execution;
    private final EventLoop loop;
    private final Consumer<RunInHand> onProgress;
    private final AtomicBoolean turnPending = new AtomicBoolean();
    private volatile Stage stage = Stage.PREPARING;
    private volatile @Nullable Outcome outcome;

    // Confined to the loop.
    private ExecutionRunner.@Nullable Run run;
    private Timer timer = Timer.NONE;
    private @Nullable Outcome stopOutcome;
    private boolean stopping;

    /**
     * Creates a run that has not started.
     *
     * @param execution what runs, with the resources that were taken for it
     * @param onProgress told on the loop that the run got further or has ended
     */
    RunInHand(LocalExecution execution, EventLoop loop, Consumer<RunInHand> onProgress) {
        this.execution = execution;
        this.loop = loop;
        this.onProgress = onProgress;
    }

    ExecutionId id() {
        return execution.id();
    }

    LocalExecution execution() {
        return execution;
    }

    Resources taken() {
        return execution.allocated();
    }

    Stage stage() {
        return stage;
    }

    /** Returns how the run ended; null while it goes on. Why it was stopped, if it was, goes before what it says itself. */
    @Nullable
    Outcome end() {
        @Nullable Outcome own = outcome;
        boolean replaced = own != null && stopOutcome != null && !(own instanceof Outcome.Completed);
        return replaced ? stopOutcome : own;
    }

    void started(ExecutionRunner.Run value) {
        run = value;
    }

    ExecutionRunner.@Nullable Run run() {
        return run;
    }

    /** Sets the run's only timer: that of its time limit, later that of the stop. */
    void setTimer(Timer value) {
        timer.cancel();
        timer = value;
    }

    /** Has the run stop, at the first call. */
    boolean stop() {
        if (stopping || outcome != null) {
            return false;
        }
        stopping = true;
        if (run != null) {
            run.stop();
        }
        return true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Sets what is reported of the run's end, whatever it says itself; null if nothing is. */
    void stopBecause(@Nullable Outcome value) {
        stopOutcome = value;
    }

    @Nullable
    Outcome stopOutcome() {
        return stopOutcome;
    }

    // From here on: any thread.

    @Override
    public void running() {
        reach(Stage.RUNNING);
    }

    @Override
    public void publishing() {
        reach(Stage.PUBLISHING);
    }

    private void reach(Stage next) {
        if (next.compareTo(stage) > 0) {
            stage = next;
            wakeLoop();
        }
    }

    @Override
    public void ended(Outcome value) {
        outcome = value;
        wakeLoop();
    }

    private void wakeLoop() {
        if (turnPending.compareAndSet(false, true)) {
            ReturnToLoop.with(loop, this::look);
        }
    }

    private void look() {
        turnPending.set(false);
        onProgress.accept(this);
    }
}
