package org.bacalhau.core.compute;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ListLogReader;

/** A runner whose runs go on when the test says so. */
final class HandRunner implements ExecutionRunner {
    /** What each run writes, as far as readers can see. */
    static final LogChunk OUTPUT = new LogChunk(LogChunk.Stream.STDOUT, "output\n".getBytes(StandardCharsets.UTF_8));

    /** A run, to be driven by the test. */
    final class HandRun implements Run {
        final LocalExecution execution;
        final Listener listener;
        int stops;
        int logsOpenedBeforeBegin;
        private boolean begun;

        private HandRun(LocalExecution execution, Listener listener) {
            this.execution = execution;
            this.listener = listener;
        }

        void complete() {
            listener.running();
            listener.ended(new LocalExecution.Outcome.Completed(SpecConfig.NONE, RunOutput.EMPTY));
        }

        void fail(String message) {
            Failure failure = Failure.of(ErrorCode.PROGRAM_FAILED, message, "");
            listener.ended(new LocalExecution.Outcome.Failed(
                    failure, Event.of(EventTopic.RUNNING_EXECUTION, failure, Jobs.NOW)));
        }

        @Override
        public void begin() {
            begun = true;
            starts++;
            runs.put(execution.id(), this);
        }

        @Override
        public void stop() {
            stops++;
        }

        @Override
        public LogReader openLog(boolean newOnly, boolean follow) {
            logsOpenedBeforeBegin += begun ? 0 : 1;
            return new ListLogReader(List.of(OUTPUT));
        }
    }

    /** The latest run of each execution, in order of start. */
    final Map<ExecutionId, HandRun> runs = new LinkedHashMap<>();

    final List<Set<ExecutionId>> sweeps = new ArrayList<>();
    int starts;
    int closes;
    boolean refuses;

    HandRun run(ExecutionId id) {
        HandRun run = runs.get(id);
        if (run == null) {
            throw new AssertionError(id + " was not started");
        }
        return run;
    }

    @Override
    public Run prepare(LocalExecution execution, Listener listener) {
        if (refuses) {
            throw new IllegalStateException("no thread left");
        }
        return new HandRun(execution, listener);
    }

    @Override
    public void sweep(Set<ExecutionId> kept) {
        sweeps.add(Set.copyOf(kept));
    }

    @Override
    public void close() {
        closes++;
    }
}
