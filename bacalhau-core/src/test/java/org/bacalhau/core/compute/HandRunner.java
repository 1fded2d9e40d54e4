package org.bacalhau.core.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

/** A runner whose runs go on when the test says so. */
final class HandRunner implements ExecutionRunner {
    /** A run, to be driven by the test. */
    static final class HandRun implements Run {
        final LocalExecution execution;
        final Listener listener;
        int stops;

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
        public void stop() {
            stops++;
        }

        @Override
        public LogReader openLog(boolean newOnly, boolean follow) {
            return new LogReader() {
                @Override
                public CompletionStage<Optional<LogChunk>> next() {
                    return CompletableFuture.completedFuture(Optional.empty());
                }

                @Override
                public void close() {}
            };
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
    public Run start(LocalExecution execution, Listener listener) {
        if (refuses) {
            throw new IllegalStateException("no thread left");
        }
        starts++;
        HandRun run = new HandRun(execution, listener);
        runs.put(execution.id(), run);
        return run;
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
