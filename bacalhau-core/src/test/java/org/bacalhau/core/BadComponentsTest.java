package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.executor.ScriptedExecutor;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.publisher.MemoryPublisher;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.scheduler.SchedulerConfig;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Engines, sources and publishers that misbehave: their job ends with the first cause and a remedy, what they took is given
 * back, nothing is left on disk, and no other job suffers.
 */
class BadComponentsTest {
    private static final Backoff AT_ONCE = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 3);
    private static final Resources CAPACITY = Resources.of(4_000, 4_000_000_000L, 4_000_000_000L, 0);

    @TempDir
    Path data;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final LocalNetwork.Builder builder = LocalNetwork.builder()
            .requester(node -> node.requester(RequesterConfig.DEFAULT.withScheduler(
                    new SchedulerConfig(1.5, 5, AT_ONCE, Duration.ofMinutes(2)))));

    @AfterEach
    void stopWorkers() {
        workers.shutdownNow();
    }

    private LocalNetwork start(Executor engine, StorageProvider source, Publisher publisher) {
        return builder.computeNode(node -> node.executor(engine)
                        .executor(new ScriptedExecutor())
                        .storageProvider(source)
                        .publisher(publisher)
                        .dataDirectory(data)
                        .workers(workers)
                        .compute(ComputeConfig.builder()
                                .totalCapacity(CAPACITY)
                                .minimumExecutionTimeout(Duration.ZERO)
                                .stopGrace(Duration.ofMillis(100))
                                .publishRetry(AT_ONCE)
                                .build()))
                .start();
    }

    private LocalNetwork start(LambdaExecutor.Body body) {
        return start(new LambdaExecutor(body), new Vanishing(), new MemoryPublisher());
    }

    // Engines.

    static Stream<Arguments> throwables() {
        return Stream.of(
                thrown("disk on fire", IOException::new, ErrorCode.UPSTREAM_FAILED),
                thrown(
                        "pipe burst",
                        words -> new UncheckedIOException(new IOException(words)),
                        ErrorCode.UPSTREAM_FAILED),
                thrown("out of order", IllegalStateException::new, ErrorCode.INTERNAL),
                thrown("nothing there", NullPointerException::new, ErrorCode.INTERNAL),
                thrown("too deep", StackOverflowError::new, ErrorCode.INTERNAL),
                thrown("no more heap", OutOfMemoryError::new, ErrorCode.RESOURCE_EXHAUSTED),
                thrown("org/example/Missing", NoClassDefFoundError::new, ErrorCode.INTERNAL),
                thrown("cannot be", AssertionError::new, ErrorCode.INTERNAL),
                thrown("undeclared", Exception::new, ErrorCode.INTERNAL),
                thrown("of no kind", Throwable::new, ErrorCode.INTERNAL),
                thrown("interrupted", InterruptedException::new, ErrorCode.UNAVAILABLE),
                thrown(
                        "no entry point",
                        words -> BacalhauException.of(ErrorCode.BAD_PROGRAM, words, "name another"),
                        ErrorCode.BAD_PROGRAM));
    }

    private static Arguments thrown(String words, Function<String, Throwable> failure, ErrorCode code) {
        Supplier<Throwable> withWords = () -> failure.apply(words);
        return Arguments.of(words, withWords, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("throwables")
    void whateverAnEngineThrowsFailsItsJobWithThatCause(String words, Supplier<Throwable> failure, ErrorCode code) {
        try (LocalNetwork network = start(request -> {
            Files.writeString(request.createWorkDirectory().resolve("litter"), words);
            return BadComponentsTest.<RuntimeException>throwAsIs(failure.get());
        })) {
            Job ended = run(network, job().build());

            assertThat(ended.state()).isEqualTo(JobState.FAILED);
            Failure cause = firstFailure(network, ended);
            assertThat(cause.code()).isEqualTo(code);
            assertThat(cause.hint()).isNotBlank();
            assertThat(ended.status().message()).contains(cause.message());
            assertThat(cause.message()).contains(words);
            checkClean(network);
        }
    }

    @Test
    void anEngineThatHangsIsStoppedByTheTimeLimit() {
        try (LocalNetwork network = start(request -> {
            Files.writeString(request.createWorkDirectory().resolve("litter"), "");
            new CountDownLatch(1).await();
            return RunResult.SUCCESS;
        })) {
            Job ended = run(network, limited(Duration.ofMillis(50)));

            assertThat(firstFailure(network, ended).message()).isEqualTo("Execution timed out after 50ms");
            assertThat(firstFailure(network, ended).hint()).contains("Increase the task timeout");
            checkClean(network);
        }
    }

    @Test
    void anEngineThatHangsIsStoppedWithItsJob() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        try (LocalNetwork network = start(request -> {
            runs.countDown();
            new CountDownLatch(1).await();
            return RunResult.SUCCESS;
        })) {
            Job job = submit(network, job().build());
            assertThat(runs.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            Await.outcome(network.requester().stop(job.id(), "enough"));

            assertThat(network.requester().executions(job.id()))
                    .allMatch(execution -> execution.state() == ExecutionState.CANCELLED);
            checkClean(network);
        }
    }

    @Test
    void anEngineThatIgnoresItsInterruptIsGivenUp() {
        CountDownLatch mercy = new CountDownLatch(1);
        Set<ExecutionId> began = ConcurrentHashMap.newKeySet();
        try (LocalNetwork network = start(request -> {
            began.add(request.executionId());
            awaitWhateverHappens(mercy);
            return RunResult.SUCCESS;
        })) {
            Job ended = run(network, limited(Duration.ofMillis(500)));

            assertThat(ended.state()).isEqualTo(JobState.FAILED);
            assertThat(ended.status().message()).contains("Execution timed out after 500ms");
            // One that no worker had begun in time needs no giving up.
            assertThat(network.requester().executions(ended.id()))
                    .filteredOn(execution -> began.contains(execution.id()))
                    .allMatch(execution -> execution.compute().message().contains("did not stop it within 100ms"));
            checkCapacityIsFree(network);
            checkOthersRun(network);
            // Its directory is its own until it ends.
            mercy.countDown();
            checkClean(network);
        } finally {
            mercy.countDown();
        }
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException ignored) {
                done = false;
            }
        }
    }

    // Publishers.

    @Test
    void aPublisherThatFailsOnceAndThenWorksCostsNothing() {
        AtomicInteger calls = new AtomicInteger();
        Publisher flaky = publisher(request -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("connection reset");
            }
            return SpecConfig.of("flaky").with("Call", calls.get());
        });
        try (LocalNetwork network = start(new LambdaExecutor(BadComponentsTest::writeResult), new Vanishing(), flaky)) {
            Job ended = run(network, published("flaky"));

            assertThat(ended.state()).as(ended.status().message()).isEqualTo(JobState.COMPLETED);
            assertThat(network.requester().results(ended.id()))
                    .containsExactly(SpecConfig.of("flaky").with("Call", 2));
            assertThat(network.requester().executions(ended.id())).hasSize(1);
            checkClean(network);
        }
    }

    @Test
    void aPublisherThatAlwaysFailsFailsItsJobAndLeavesNoResult() {
        Publisher broken = publisher(request -> {
            throw new IllegalStateException("bucket is gone");
        });
        try (LocalNetwork network =
                start(new LambdaExecutor(BadComponentsTest::writeResult), new Vanishing(), broken)) {
            Job ended = run(network, published("flaky"));

            assertThat(ended.state()).isEqualTo(JobState.FAILED);
            assertThat(ended.status().message()).contains("failed to publish result", "bucket is gone");
            assertThat(network.requester().results(ended.id())).isEmpty();
            checkClean(network);
        }
    }

    private static RunResult writeResult(RunRequest request) throws IOException {
        Files.writeString(request.outputs().get(0).directory().resolve("result"), "42");
        return RunResult.SUCCESS;
    }

    /** What a publisher does. */
    @FunctionalInterface
    private interface Publishing {
        SpecConfig publish(PublishRequest request) throws IOException;
    }

    private static Publisher publisher(Publishing publishing) {
        return new Publisher() {
            @Override
            public String type() {
                return "flaky";
            }

            @Override
            public SpecConfig publish(PublishRequest request) throws IOException {
                return publishing.publish(request);
            }
        };
    }

    // Sources.

    @Test
    void anInputThatVanishesBetweenBidAndRunFailsItsJobForGood() {
        Vanishing source = new Vanishing();
        try (LocalNetwork network = start(LambdaExecutor.succeeding(), source, new MemoryPublisher())) {
            Job ended = run(
                    network,
                    job().task(LambdaExecutor.task()
                                    .input(SpecConfig.of("vanishing"), "/in")
                                    .build())
                            .build());

            assertThat(ended.state()).isEqualTo(JobState.FAILED);
            assertThat(ended.status().message()).contains("somebody has deleted it");
            assertThat(firstFailure(network, ended).code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE);
            assertThat(firstFailure(network, ended).hint()).isEqualTo("upload it again");
            assertThat(network.requester().executions(ended.id())).hasSize(1);
            assertThat(source.timesSized()).isPositive();
            checkClean(network);
        }
    }

    // What holds after each.

    private void checkClean(LocalNetwork network) {
        checkCapacityIsFree(network);
        Awaitility.await("nothing is left on disk").atMost(Await.DEADLINE).until(() -> {
            try (Stream<Path> left = Files.list(data)) {
                return left.findAny().isEmpty();
            }
        });
        checkOthersRun(network);
    }

    private static void checkCapacityIsFree(LocalNetwork network) {
        BacalhauNode node = network.computeNodes().get(0);
        Awaitility.await("everything that was taken is given back")
                .atMost(Await.DEADLINE)
                .until(() -> {
                    ComputeInfo now = node.compute().info().compute();
                    return now != null
                            && now.availableCapacity().equals(CAPACITY)
                            && now.runningExecutions() == 0
                            && now.enqueuedExecutions() == 0
                            && node.compute().executions().isEmpty();
                });
    }

    private static void checkOthersRun(LocalNetwork network) {
        JobSpec good = JobSpec.builder(
                        JobType.BATCH,
                        Task.builder("main", ScriptedExecutor.program(0)).build())
                .build();
        assertThat(run(network, good).state()).isEqualTo(JobState.COMPLETED);
    }

    private static JobSpec.Builder job() {
        return LambdaExecutor.job(JobType.BATCH);
    }

    private static JobSpec limited(Duration execution) {
        return job().task(LambdaExecutor.task()
                        .timeouts(new Timeouts(execution, Duration.ZERO, Duration.ofMinutes(1)))
                        .build())
                .build();
    }

    private static JobSpec published(String publisher) {
        return job().task(LambdaExecutor.task()
                        .publisher(SpecConfig.of(publisher))
                        .output("out", "/out")
                        .build())
                .build();
    }

    private static Job submit(LocalNetwork network, JobSpec spec) {
        return Await.outcome(network.requester().submit(spec)).job();
    }

    private static Job run(LocalNetwork network, JobSpec spec) {
        return Await.outcome(network.requester().awaitEnd(submit(network, spec).id(), Await.DEADLINE));
    }

    private static Failure firstFailure(LocalNetwork network, Job job) {
        List<Execution> executions = network.requester().executions(job.id());
        assertThat(executions).isNotEmpty();
        assertThat(executions.get(0).failure()).isNotNull();
        return executions.get(0).failure();
    }

    // Engines may throw anything, also what they do not declare.
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RunResult throwAsIs(Throwable failure) throws E {
        throw (E) failure;
    }
}
