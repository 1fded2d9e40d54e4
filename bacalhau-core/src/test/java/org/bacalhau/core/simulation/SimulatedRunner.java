package org.bacalhau.core.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bacalhau.core.compute.ExecutionRunner;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.SimulatedTime;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;

/**
 * Engines in simulated time, which take their time, fail, hang, are slow to stop or ignore that they are, by chance. Checks that the node never
 * runs more than its capacity or the same execution twice at once. Confined to the test's thread.
 */
final class SimulatedRunner implements ExecutionRunner {
    private final SimulatedTime time;
    private final Random random;
    private final Resources capacity;
    private final double failureRate;
    private final Map<ExecutionId, SimulatedRun> running = new LinkedHashMap<>();

    /**
     * Creates engines.
     *
     * @param capacity what the node may use at any time
     * @param failureRate how many runs fail, 0 to 1
     */
    SimulatedRunner(SimulatedTime time, Random random, Resources capacity, double failureRate) {
        this.time = time;
        this.random = random;
        this.capacity = capacity;
        this.failureRate = failureRate;
    }

    @Override
    public Run prepare(LocalExecution execution, Listener listener) {
        return new SimulatedRun(execution, listener);
    }

    private void start(SimulatedRun run) {
        LocalExecution execution = run.execution;
        if (running.containsKey(execution.id())) {
            throw new AssertionError("execution " + execution.id() + " runs already on this node");
        }
        running.put(execution.id(), run);
        Resources used = Resources.ZERO;
        for (SimulatedRun each : running.values()) {
            // The node gives up what does not stop, and its capacity is free then.
            used = each.ignoresStop ? used : used.plus(each.execution.allocated());
        }
        if (!used.fitsIn(capacity)) {
            throw new AssertionError("the node uses " + used + " of " + capacity);
        }
        run.goOn();
    }

    int running() {
        return running.size();
    }

    /** Drops everything without a word, as a crash does. */
    void crash() {
        running.values().forEach(run -> run.timer.cancel());
        running.clear();
    }

    @Override
    public void sweep(Set<ExecutionId> kept) {}

    @Override
    public void close() {
        crash();
    }

    private final class SimulatedRun implements Run {
        private final LocalExecution execution;
        private final Listener listener;
        private EventLoop.Timer timer = EventLoop.Timer.NONE;
        private boolean stopping;
        private boolean ignoresStop;

        private SimulatedRun(LocalExecution execution, Listener listener) {
            this.execution = execution;
            this.listener = listener;
        }

        @Override
        public void begin() {
            start(this);
        }

        private void goOn() {
            timer = time.schedule(millis(200), () -> {
                listener.running();
                boolean hangs = random.nextInt(30) == 0;
                if (!hangs) {
                    timer = time.schedule(millis(20_000), () -> end(outcome()));
                }
            });
        }

        private Outcome outcome() {
            if (random.nextDouble() >= failureRate) {
                return new Outcome.Completed(SpecConfig.NONE, RunOutput.EMPTY);
            }
            return random.nextInt(10) == 0
                    ? failed(ErrorCode.BAD_PROGRAM, "the program has no entry point")
                    : failed(ErrorCode.UPSTREAM_FAILED, "the engine had a bad day");
        }

        private Outcome failed(ErrorCode code, String message) {
            Failure failure = Failure.of(code, message, "");
            return new Outcome.Failed(failure, Event.of(EventTopic.RUNNING_EXECUTION, failure, time.instant()));
        }

        private void end(Outcome outcome) {
            if (running.remove(execution.id(), this)) {
                listener.ended(outcome);
            }
        }

        @Override
        public void stop() {
            if (!stopping) {
                stopping = true;
                timer.cancel();
                ignoresStop = random.nextInt(20) == 0;
                Duration delay = ignoresStop ? millis(100_000) : millis(500);
                timer = time.schedule(delay, () -> end(failed(ErrorCode.CANCELLED, "interrupted")));
            }
        }

        @Override
        public LogReader openLog(boolean newOnly, boolean follow) {
            throw new UnsupportedOperationException("the simulation reads no logs");
        }

        private Duration millis(int bound) {
            return Duration.ofMillis(random.nextInt(bound));
        }
    }
}
