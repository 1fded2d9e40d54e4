package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.testing.Await;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines that throw, hang, or ignore that they are interrupted. */
class BadExecutorsTest {
    @TempDir
    private Path directory;

    private BadInputNetwork.Builder builder(NoopExecutor.Handler script) {
        return BadInputNetwork.builder(directory).script(script);
    }

    private EndedJob runFaulty(NoopExecutor.Handler script) {
        try (BadInputNetwork network = builder(script).start()) {
            EndedJob ended = network.run(ScriptedExecutor.task().build());
            assertThat(network.takeFaults()).as("faults told to the operator").hasSize(BadInputNetwork.TRIES);
            return ended;
        }
    }

    @Test
    void throwsAnUncheckedException() {
        runFaulty(request -> {
                    leaveFiles(request);
                    throw new IllegalStateException("the flux is out of phase");
                })
                .failedBy(ErrorCode.INTERNAL, "execution error", "IllegalStateException", "the flux is out of phase")
                .hinting("report")
                .times(BadInputNetwork.TRIES);
    }

    @Test
    void throwsAnError() {
        runFaulty(request -> {
                    throw new NoClassDefFoundError("com/example/Flux");
                })
                .failedBy(ErrorCode.INTERNAL, "com/example/Flux")
                .times(BadInputNetwork.TRIES);
    }

    @Test
    void throwsOutOfMemory() {
        runFaulty(request -> {
                    throw new OutOfMemoryError("Java heap space");
                })
                .failedBy(ErrorCode.RESOURCE_EXHAUSTED, "Java heap space")
                .hinting("memory");
    }

    @Test
    void recursesWithoutEnd() {
        runFaulty(BadExecutorsTest::recurse).failedBy(ErrorCode.INTERNAL, "StackOverflowError");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static RunResult recurse(RunRequest request) {
        return recurse(request);
    }

    @Test
    void throwsSomethingThatCannotTellWhatItIs() {
        runFaulty(request -> {
                    throw new IllegalStateException("never seen") {
                        private static final long serialVersionUID = 1L;

                        @Override
                        public String getMessage() {
                            throw new UnsupportedOperationException();
                        }
                    };
                })
                .failedBy(ErrorCode.INTERNAL, "BadExecutorsTest$1");
    }

    @Test
    @SuppressWarnings("NullAway") // it breaks the contract on purpose
    void returnsNothing() {
        runFaulty(request -> null).failedBy(ErrorCode.INTERNAL, "returned null");
    }

    @Test
    void failsForAReasonOutsideTheJob() {
        try (BadInputNetwork network = builder(request -> {
                    leaveFiles(request);
                    throw new IOException("the registry is down");
                })
                .start()) {
            network.run(ScriptedExecutor.task().build())
                    .failedBy(ErrorCode.UPSTREAM_FAILED, "the registry is down")
                    .times(BadInputNetwork.TRIES);
        }
    }

    @Test
    void throwsAnInterruptThatNobodySent() {
        try (BadInputNetwork network = builder(request -> {
                    throw new InterruptedException("out of the blue");
                })
                .start()) {
            network.run(ScriptedExecutor.task().build())
                    .failedBy(ErrorCode.UNAVAILABLE, "interrupted")
                    .times(BadInputNetwork.TRIES);
        }
    }

    private static void leaveFiles(RunRequest request) throws IOException {
        Path work = Files.createDirectories(request.createWorkDirectory().resolve("a/b"));
        Files.writeString(work.resolve("left"), "behind");
    }

    @Test
    void hangsUntilItsTimeIsUp() {
        CountDownLatch never = new CountDownLatch(1);
        try (BadInputNetwork network = builder(request -> {
                    leaveFiles(request);
                    never.await();
                    return RunResult.SUCCESS;
                })
                .start()) {
            network.run(limited()).failedBy(ErrorCode.TIMED_OUT, "timed out").times(BadInputNetwork.TRIES);
        }
    }

    private static Task limited() {
        return ScriptedExecutor.task()
                .timeouts(Programs.limit(Duration.ofMillis(100)))
                .build();
    }

    @Test
    void hangsUntilAUserStopsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (BadInputNetwork network = builder(request -> {
                    begun.countDown();
                    never.await();
                    return RunResult.SUCCESS;
                })
                .start()) {
            JobId id = network.submit(ScriptedExecutor.task().build());
            awaitCount(begun);

            network.stop(id).stopped().once();
        }
    }

    private static void awaitCount(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** Ignores interrupts until {@code released}. */
    private static NoopExecutor.Handler deaf(CountDownLatch begun, CountDownLatch released) {
        return request -> {
            leaveFiles(request);
            begun.countDown();
            while (true) {
                try {
                    released.await();
                    return RunResult.SUCCESS;
                } catch (InterruptedException ignored) {
                    // That is the point.
                }
            }
        };
    }

    @Test
    @Timeout(60)
    void ignoresThatItsTimeIsUp() throws Exception {
        CountDownLatch begun = new CountDownLatch(BadInputNetwork.TRIES);
        CountDownLatch released = new CountDownLatch(1);
        try (BadInputNetwork network = builder(deaf(begun, released)).start()) {
            JobId id = network.submit(limited());
            awaitCount(begun);
            network.checkOthersRun();
            EndedJob ended = network.endOf(id);
            released.countDown();
            network.checkNothingIsLeft();

            ended.failedBy(ErrorCode.TIMED_OUT, "timed out", "did not stop it within 200ms")
                    .times(BadInputNetwork.TRIES);
            assertThat(network.takeFaults()).allMatch(fault -> fault.contains("given up"));
        } finally {
            released.countDown();
        }
    }

    @Test
    @Timeout(60)
    void ignoresThatAUserStopsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (BadInputNetwork network = builder(deaf(begun, released)).start()) {
            JobId id = network.submit(ScriptedExecutor.task().build());
            awaitCount(begun);
            Await.outcome(network.requester().stop(id, "enough"));
            network.checkOthersRun();
            network.checkCapacityIsFree();
            EndedJob ended = network.endOf(id);
            released.countDown();
            network.checkNothingIsLeft();

            ended.stopped().once();
            assertThat(network.takeFaults()).allMatch(fault -> fault.contains("given up"));
        } finally {
            released.countDown();
        }
    }

    @Test
    @Timeout(60)
    void costsANodeNoWorkerByIgnoringThatItIsStopped() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (BadInputNetwork network = builder(deaf(begun, released))
                .nodes(1)
                .compute(config -> config.workers(1))
                .start()) {
            JobId id = network.submit(ScriptedExecutor.task().build());
            awaitCount(begun);
            Await.outcome(network.requester().stop(id, "enough"));
            network.checkCapacityIsFree();

            network.checkOthersRun();
            released.countDown();
            network.checkNothingIsLeft();
            assertThat(network.takeFaults()).allMatch(fault -> fault.contains("given up"));
        } finally {
            released.countDown();
        }
    }

    @Test
    @Timeout(60)
    void costsANodeItsBidsOnceItsThreadsAreGone() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (BadInputNetwork network = builder(deaf(begun, released))
                .nodes(1)
                .compute(config -> config.workers(1))
                .start()) {
            EndedJob ended = network.endOf(network.submit(limited()));
            EndedJob turnedDown = network.endOf(network.submit(limited()));
            released.countDown();
            network.checkNothingIsLeft();
            network.checkOthersRun();

            ended.failedBy(0, ErrorCode.TIMED_OUT, "did not stop it");
            turnedDown.failedUnplaced("until engines return that ignore that they were stopped");
            assertThat(network.takeFaults()).isNotEmpty().allMatch(fault -> fault.contains("given up"));
        } finally {
            released.countDown();
        }
    }

    @Test
    void throwsWherePartsOfItAreAskedBeforeTheRun() {
        for (Opinion wrong : Opinion.values()) {
            runOpinionated(new Opinionated(wrong, new AssertionError("no opinion on " + wrong)));
            runOpinionated(new Opinionated(wrong, new IllegalStateException("no opinion on " + wrong)));
        }
    }

    private void runOpinionated(Opinionated executor) {
        try (BadInputNetwork network = BadInputNetwork.builder(directory)
                .eachNode(node -> node.executor(executor))
                .start()) {
            Task task = Task.builder("main", SpecConfig.of("opinionated")).build();

            network.run(task)
                    .failedBy(
                            ErrorCode.INTERNAL,
                            executor.fault.getClass().getSimpleName(),
                            "no opinion on " + executor.wrong)
                    .times(BadInputNetwork.TRIES);
            assertThat(network.takeFaults()).isNotEmpty();
        }
    }

    @Test
    void cannotSayWhetherItIsThere() {
        Executor unsure = new ScriptedExecutor(request -> RunResult.SUCCESS) {
            @Override
            public boolean isAvailable() {
                throw new NoClassDefFoundError("com/example/Flux");
            }
        };
        try (BadInputNetwork network = BadInputNetwork.builder(directory)
                .eachNode(node -> node.executor(unsure))
                .start()) {
            BacalhauException refusal = network.refusal(
                    JobSpec.builder(JobType.BATCH, ScriptedExecutor.task().build())
                            .build());

            assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refusal.failure().hint()).contains("noop").doesNotContain("scripted");
            assertThat(network.takeFaults()).isNotEmpty();
        }
    }

    private enum Opinion {
        PARAMETERS,
        INPUTS,
        BID,
        RESTART
    }

    /** Throws when it is asked for one of its opinions. */
    private record Opinionated(Opinion wrong, Throwable fault) implements Executor {
        private void ask(Opinion asked) {
            if (asked == wrong) {
                Throwables.throwIfUnchecked(fault);
            }
        }

        @Override
        public String type() {
            return "opinionated";
        }

        @Override
        public List<Fault> validate(SpecConfig engine) {
            ask(Opinion.PARAMETERS);
            return List.of();
        }

        @Override
        public List<InputSource> engineInputs(SpecConfig engine) {
            ask(Opinion.INPUTS);
            return List.of();
        }

        @Override
        public String reasonNotToBid(Task task) {
            ask(Opinion.BID);
            return "";
        }

        @Override
        public boolean survivesRestart() {
            ask(Opinion.RESTART);
            return false;
        }

        @Override
        public RunResult run(RunRequest request) {
            return RunResult.SUCCESS;
        }
    }
}
