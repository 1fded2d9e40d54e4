package org.bacalhau.core.compute.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStopTest {
    @TempDir
    Path root;

    /** Where a run blocks when it is stopped. */
    private enum Stage {
        ONE_INPUT,
        ONE_OF_SEVERAL_INPUTS,
        RUN,
        PUBLISH,
        PAUSE_BETWEEN_TRIES;

        void block(RunnerRig rig, CountDownLatch begun) {
            switch (this) {
                case ONE_INPUT, ONE_OF_SEVERAL_INPUTS ->
                    rig.source = (input, directory) -> {
                        Files.writeString(directory.resolve("half"), "x");
                        if (input.target().equals("/in")) {
                            begun.countDown();
                            RunnerRig.blockUntilInterrupted();
                        }
                        return PreparedInput.readOnly(input, directory);
                    };
                case RUN ->
                    rig.program = request -> {
                        Files.writeString(request.createWorkDirectory().resolve("half"), "x");
                        begun.countDown();
                        RunnerRig.blockUntilInterrupted();
                        return RunResult.SUCCESS;
                    };
                case PUBLISH ->
                    rig.sink = request -> {
                        begun.countDown();
                        RunnerRig.blockUntilInterrupted();
                        return RunnerRig.PUBLISHED;
                    };
                case PAUSE_BETWEEN_TRIES -> {
                    rig.sink = request -> {
                        throw new IOException("try again");
                    };
                    rig.pause = duration -> {
                        begun.countDown();
                        RunnerRig.blockUntilInterrupted();
                    };
                }
            }
        }

        Task task() {
            Task.Builder task = RunnerRig.fullTask();
            if (this == ONE_OF_SEVERAL_INPUTS) {
                task.input(SpecConfig.of("test"), "/other").input(SpecConfig.of("test"), "/third");
            }
            return task.build();
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void stopsAtEachStage(Stage stage) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (RunnerRig rig = new RunnerRig(root)) {
            stage.block(rig, begun);
            RunnerRig.Started started = rig.start(1, stage.task());
            RunnerRig.await(begun);

            started.run.stop();
            started.run.stop();

            assertStopped(started.awaitEnd());
            started.run.stop();
            assertThat(rig.leftovers()).isEmpty();
            assertThat(started.told()).endsWith("ended").doesNotHaveDuplicates();
            rig.assertNoInterruptIsLeftInThePool(8);
        }
    }

    @Test
    void endsARunThatNoWorkerHasBegunWithoutRunningIt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        try (RunnerRig rig = new RunnerRig(root, 1, settings -> settings)) {
            rig.program = request -> {
                runs.incrementAndGet();
                RunnerRig.await(go);
                return RunResult.SUCCESS;
            };
            RunnerRig.Started first = rig.start(1, Jobs.task());
            RunnerRig.await(first.running);
            RunnerRig.Started second = rig.start(2, Jobs.task());

            second.run.stop();

            assertStopped(second.awaitEnd());
            assertThat(second.told()).containsExactly("ended");
            go.countDown();
            first.awaitEnd();
            rig.assertNoInterruptIsLeftInThePool(1);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void stopsAnEngineThatSwallowsTheInterrupt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger published = new AtomicInteger();
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.program = request -> {
                begun.countDown();
                try {
                    RunnerRig.blockUntilInterrupted();
                } catch (InterruptedException e) {
                    // As a careless engine does.
                    return RunResult.SUCCESS;
                }
                throw new AssertionError("not interrupted");
            };
            rig.sink = request -> {
                published.incrementAndGet();
                return RunnerRig.PUBLISHED;
            };
            RunnerRig.Started started = rig.start(1, RunnerRig.fullTask().build());
            RunnerRig.await(begun);

            started.run.stop();

            assertStopped(started.awaitEnd());
            assertThat(published).hasValue(0);
        }
    }

    @Test
    void waitsForAnEngineThatIgnoresTheInterruptAndLetsItsFilesBe() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Path> work = new AtomicReference<>();
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.program = request -> {
                work.set(request.createWorkDirectory());
                begun.countDown();
                RunnerRig.awaitUninterruptibly(go);
                assertThat(work.get()).exists();
                return RunResult.SUCCESS;
            };
            RunnerRig.Started started = rig.start(1, Jobs.task());
            RunnerRig.await(begun);

            started.run.stop();

            assertThat(started.ended.getCount()).isEqualTo(1);
            assertThat(work.get()).exists();
            go.countDown();
            assertStopped(started.awaitEnd());
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void closesWithoutAnEngineThatIgnoresTheInterrupt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RunnerRig rig = new RunnerRig(root, 2, settings -> settings.stopGrace(Duration.ofMillis(1)))) {
            rig.program = request -> {
                RunnerRig.awaitUninterruptibly(go);
                return RunResult.SUCCESS;
            };
            RunnerRig.Started started = rig.start(1, Jobs.task());
            RunnerRig.await(started.running);

            rig.runner().close();

            assertThat(rig.faults)
                    .singleElement()
                    .satisfies(fault -> assertThat(fault)
                            .hasMessageContaining(Jobs.executionId(1).value()));
            go.countDown();
            assertStopped(started.awaitEnd());
        }
    }

    @Test
    void stopsAllRunsWhenItCloses() throws Exception {
        try (RunnerRig rig = new RunnerRig(root, 2, settings -> settings)) {
            rig.program = request -> {
                RunnerRig.blockUntilInterrupted();
                return RunResult.SUCCESS;
            };
            RunnerRig.Started first = rig.start(1, RunnerRig.fullTask().build());
            RunnerRig.Started second = rig.start(2, Jobs.task());
            RunnerRig.Started waiting = rig.start(3, Jobs.task());
            RunnerRig.await(first.running);

            rig.runner().close();

            assertThat(first.ended.getCount()).isZero();
            assertThat(second.ended.getCount()).isZero();
            assertThat(waiting.ended.getCount()).isZero();
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void endsOnceAndLeaksNoInterruptWhenAStopRacesWithTheEnd() throws Exception {
        int threads = 2;
        try (RunnerRig rig = new RunnerRig(root, threads, settings -> settings)) {
            AtomicInteger interruptedOnEntry = new AtomicInteger();
            CyclicBarrier barrier = new CyclicBarrier(2);
            rig.program = request -> {
                if (Thread.currentThread().isInterrupted()) {
                    interruptedOnEntry.incrementAndGet();
                }
                meet(barrier);
                request.stdout().write("x".getBytes(UTF_8));
                return RunResult.SUCCESS;
            };
            for (int i = 0; i < 3_000; i++) {
                RunnerRig.Started started =
                        rig.start(i, i % 10 == 0 ? RunnerRig.fullTask().build() : Jobs.task());
                meet(barrier);
                for (int spin = 0; spin < i % 50; spin++) {
                    Thread.onSpinWait();
                }
                started.run.stop();
                Outcome outcome = started.awaitEnd();
                if (outcome instanceof Outcome.Failed) {
                    assertStopped(outcome);
                }
                assertThat(started.told()).containsOnlyOnce("ended").endsWith("ended");
            }
            rig.assertNoInterruptIsLeftInThePool(threads);
            assertThat(interruptedOnEntry).hasValue(0);
            assertThat(rig.leftovers()).isEmpty();
            assertThat(rig.faults).isEmpty();
        }
    }

    @Test
    void endsOnceWhenAStopRacesWithTheBeginning() throws Exception {
        int threads = 2;
        try (RunnerRig rig = new RunnerRig(root, threads, settings -> settings)) {
            for (int i = 0; i < 3_000; i++) {
                RunnerRig.Started started = rig.start(i, Jobs.task());
                for (int spin = 0; spin < i % 100; spin++) {
                    Thread.onSpinWait();
                }
                started.run.stop();
                started.awaitEnd();
                assertThat(started.told()).containsOnlyOnce("ended").endsWith("ended");
            }
            rig.assertNoInterruptIsLeftInThePool(threads);
            assertThat(rig.faults).isEmpty();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(RunnerRig.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertStopped(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        Outcome.Failed failed = (Outcome.Failed) outcome;
        assertThat(failed.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(failed.event().topic()).isEqualTo("Canceling");
    }
}
