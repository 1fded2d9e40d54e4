package org.bacalhau.core.compute.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.compute.ComputeConfigBuilder;
import org.bacalhau.core.compute.ExecutionRunner;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Status;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.testing.Jobs;

/** A runner on real threads with an engine, a storage provider and a publisher that do what a test says. */
final class RunnerRig implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(30);
    static final SpecConfig PUBLISHED = SpecConfig.of("published");

    /** What an engine does. */
    interface Program {
        RunResult run(RunRequest request) throws IOException, InterruptedException;
    }

    /** What a storage provider does. */
    interface Source {
        PreparedInput prepare(InputSource input, Path directory) throws IOException, InterruptedException;
    }

    /** What a publisher does. */
    interface Sink {
        SpecConfig publish(PublishRequest request) throws IOException, InterruptedException;
    }

    final Path root;
    final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Duration> pauses = new ConcurrentLinkedQueue<>();
    Program program = request -> RunResult.SUCCESS;
    Source source = PreparedInput::readOnly;
    Sink sink = request -> PUBLISHED;
    Pause pause = pauses::add;
    List<InputSource> engineInputs = List.of();
    boolean survivesRestart;

    private final ExecutorService workers;
    private final ExecutorService notifier = Executors.newFixedThreadPool(4);
    private final WorkerExecutionRunner runner;

    RunnerRig(Path root) {
        this(root, 8, settings -> settings);
    }

    RunnerRig(Path root, int threads, UnaryOperator<ComputeConfigBuilder> settings) {
        this.root = root;
        this.workers = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(10_000));
        ComputeConfig config = settings.apply(ComputeConfig.builder()
                        .publishRetry(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 3))
                        .stopGrace(DEADLINE))
                .build();
        this.runner = new WorkerExecutionRunner(new RunnerParts(
                new NodeId("node-7"),
                config,
                ComponentSet.of(List.of(new TestEngine()), List.of(new TestProvider()), List.of(new TestPublisher())),
                root,
                workers,
                notifier,
                () -> Jobs.NOW,
                duration -> pause.await(duration),
                faults::add));
    }

    WorkerExecutionRunner runner() {
        return runner;
    }

    ExecutorService workers() {
        return workers;
    }

    /** Returns a run that has been started. */
    Started start(int number, Task task) {
        return start(execution(Jobs.executionId(number), task));
    }

    Started start(LocalExecution execution) {
        Started started = new Started();
        started.run = runner.prepare(execution, started);
        started.run.begin();
        return started;
    }

    /** Runs a task to its end. */
    Outcome run(Task task) {
        return start(1, task).awaitEnd();
    }

    Outcome.Completed complete(Task task) {
        Outcome outcome = run(task);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return (Outcome.Completed) outcome;
    }

    Outcome.Failed fail(Task task) {
        Outcome outcome = run(task);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }

    static LocalExecution execution(ExecutionId id, Task task) {
        Job job = Jobs.job(1, JobSpec.builder(JobType.BATCH, task).name("test").build());
        return new LocalExecution(
                id,
                new NodeId("requester"),
                job,
                true,
                Resources.of(500, 1_000_000, 0, 0),
                Status.of(LocalExecutionState.BID_ACCEPTED),
                null,
                1,
                Jobs.NOW,
                Jobs.NOW);
    }

    /** Starts a task with one input, one result path and a publisher. */
    static Task.Builder fullTask() {
        return Jobs.taskBuilder()
                .input(SpecConfig.of("Test"), "/in")
                .output("out", "/out")
                .publisher(SpecConfig.of("TEST"));
    }

    /** Returns everything that is below the root, but for the root. */
    List<Path> leftovers() {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if a thread of the pool bears an interrupt that was meant for an earlier task. */
    void assertNoInterruptIsLeftInThePool(int threads) throws Exception {
        CountDownLatch all = new CountDownLatch(threads);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            answers.add(workers.submit(() -> {
                boolean interrupted = Thread.currentThread().isInterrupted();
                all.countDown();
                return !interrupted && all.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            }));
        }
        for (Future<Boolean> answer : answers) {
            assertThat(answer.get(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Blocks until it is interrupted, or the test has failed anyway. */
    static void blockUntilInterrupted() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Waits for a latch whatever interrupts it. */
    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                done = latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
                assertThat(done).isTrue();
            } catch (InterruptedException e) {
                // What an engine that ignores interrupts does.
                done = false;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        runner.close();
        workers.shutdown();
        notifier.shutdown();
        assertThat(workers.awaitTermination(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(notifier.awaitTermination(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** A run and what was told of it. */
    static final class Started implements ExecutionRunner.Listener {
        final List<String> told = new ArrayList<>();
        final CountDownLatch ended = new CountDownLatch(1);
        final CountDownLatch running = new CountDownLatch(1);
        ExecutionRunner.Run run;
        private volatile Outcome outcome;

        @Override
        public synchronized void running() {
            told.add("running");
            running.countDown();
        }

        @Override
        public synchronized void publishing() {
            told.add("publishing");
        }

        @Override
        public synchronized void ended(Outcome end) {
            told.add("ended");
            outcome = end;
            ended.countDown();
        }

        synchronized List<String> told() {
            return List.copyOf(told);
        }

        Outcome awaitEnd() {
            await(ended);
            return outcome;
        }
    }

    private final class TestEngine implements Executor {
        @Override
        public String type() {
            return Jobs.ENGINE;
        }

        @Override
        public List<InputSource> engineInputs(SpecConfig engine) {
            return engineInputs;
        }

        @Override
        public boolean survivesRestart() {
            return survivesRestart;
        }

        @Override
        public RunResult run(RunRequest request) throws IOException, InterruptedException {
            return program.run(request);
        }
    }

    private final class TestProvider implements StorageProvider {
        @Override
        public String type() {
            return "test";
        }

        @Override
        public boolean isLocal(InputSource input) {
            return true;
        }

        @Override
        public long sizeBytes(InputSource input) {
            return 0;
        }

        @Override
        public PreparedInput prepare(InputSource input, Path directory) throws IOException, InterruptedException {
            return source.prepare(input, directory);
        }
    }

    private final class TestPublisher implements Publisher {
        @Override
        public String type() {
            return "test";
        }

        @Override
        public SpecConfig publish(PublishRequest request) throws IOException, InterruptedException {
            return sink.publish(request);
        }
    }

    /** Returns the files of a directory by relative path, with their text; directories end with a slash. */
    static Map<String, String> contentOf(Path directory) throws IOException {
        Map<String, String> content = new HashMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.filter(each -> !each.equals(directory)).toList()) {
                String name = directory.relativize(path).toString();
                if (Files.isDirectory(path)) {
                    content.put(name + "/", "");
                } else {
                    content.put(name, Files.readString(path));
                }
            }
        }
        return content;
    }

    /** Returns the ids of these numbers. */
    static Set<ExecutionId> ids(int... numbers) {
        Set<ExecutionId> ids = new HashSet<>();
        for (int number : numbers) {
            ids.add(Jobs.executionId(number));
        }
        return ids;
    }
}
