package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.publisher.MemoryPublisher;
import org.bacalhau.core.requester.HeldJobStore;
import org.bacalhau.core.storage.TextStorageProvider;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.InMemoryExecutionStore;
import org.bacalhau.core.store.InMemoryJobStore;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.transport.LocalTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a node: put together, started, closed, started again on the same stores. */
class BacalhauNodeTest {
    private static final Duration PATIENCE = Await.DEADLINE;

    // Building.

    @Test
    void refusesTwoEnginesSourcesOrPublishersOfOneTypeAndClosesThem() {
        Closings engines = new Closings();

        assertThatThrownBy(() -> BacalhauNode.builder()
                        .executor(engines.engine("same", () -> {}))
                        .executor(engines.engine("SAME", () -> {}))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two components serve the engine \"same\"");
        assertThat(engines.closed).containsExactly("SAME", "same");
        assertThatThrownBy(() -> BacalhauNode.builder()
                        .publisher(new MemoryPublisher())
                        .publisher(new MemoryPublisher())
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BacalhauNode.builder()
                        .storageProvider(new TextStorageProvider())
                        .storageProvider(new TextStorageProvider())
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCauseOfAFailedBuildIsNotHiddenByAPartThatCannotBeClosed() {
        Closings engines = new Closings();

        Throwable failure = catchThrowable(() -> BacalhauNode.builder()
                .executor(engines.engine("same", () -> {
                    throw new IllegalStateException("stuck");
                }))
                .executor(engines.engine("same", () -> {}))
                .build());

        assertThat(failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void refusesADataDirectoryThatIsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> BacalhauNode.builder().dataDirectory(file).build())
                .hasMessageContaining("cannot create the node's data directory");
    }

    @Test
    void refusesToBeNothing() {
        assertThatThrownBy(() -> BacalhauNode.builder().roles()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichRoleItLacks() {
        try (BacalhauNode requester =
                        BacalhauNode.builder().roles(Role.REQUESTER).build();
                BacalhauNode compute =
                        BacalhauNode.builder().roles(Role.COMPUTE).build()) {
            assertThatThrownBy(requester::compute)
                    .isInstanceOfSatisfying(
                            BacalhauException.class,
                            lacking -> assertThat(lacking.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                    .hasMessageContaining("roles(Role.COMPUTE)");
            assertThatThrownBy(compute::requester).hasMessageContaining("roles(Role.REQUESTER)");
        }
    }

    // Starting.

    @Test
    void startsOnceAndGoesOnWhenStartedAgain() {
        try (BacalhauNode node =
                BacalhauNode.builder().executor(LambdaExecutor.succeeding()).build()) {
            node.start();

            assertThatThrownBy(node::start).isInstanceOf(IllegalStateException.class);
            assertThat(run(node, JobType.BATCH).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void knowsItsOwnComputeRoleWhenItHasStarted() {
        try (BacalhauNode node = BacalhauNode.builder()
                .id("me")
                .executor(LambdaExecutor.succeeding())
                .build()) {
            node.start();

            assertThat(node.requester().nodes())
                    .singleElement()
                    .satisfies(known -> assertThat(known.id().value()).isEqualTo("me"));
        }
    }

    @Test
    void doesNotStartWhenItWasClosed() {
        BacalhauNode node = BacalhauNode.builder().build();
        node.close();

        assertThatThrownBy(node::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isClosedWhenItsJobsCannotBeRead() {
        Closings engines = new Closings();
        HeldJobStore unreadable = new HeldJobStore();
        unreadable.breakDown();
        BacalhauNode node = BacalhauNode.builder()
                .jobStore(unreadable)
                .executor(engines.engine("engine", () -> {}))
                .build();

        assertThatThrownBy(node::start)
                .isInstanceOf(BacalhauException.class)
                .hasMessageContaining("the disk is broken");
        assertThat(engines.closed).containsExactly("engine");
    }

    @Test
    void isClosedWhenItsExecutionsCannotBeRead() {
        Closings engines = new Closings();
        BacalhauNode node = BacalhauNode.builder()
                .executionStore(new UnreadableExecutionStore())
                .executor(engines.engine("engine", () -> {}))
                .build();

        assertThatThrownBy(node::start).isInstanceOf(BacalhauException.class).hasMessageContaining("damaged");
        assertThat(engines.closed).containsExactly("engine");
    }

    @Test
    void isClosedWhenSomebodyElseTakesPartUnderItsName() {
        Closings engines = new Closings();
        try (LocalTransport transport = new LocalTransport();
                BacalhauNode first =
                        BacalhauNode.builder().id("same").transport(transport).build()) {
            first.start();
            BacalhauNode second = BacalhauNode.builder()
                    .id("same")
                    .transport(transport)
                    .executor(engines.engine("engine", () -> {
                        throw new IllegalStateException("stuck");
                    }))
                    .build();

            Throwable failure = catchThrowable(second::start);

            assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("same takes part");
            assertThat(failure.getSuppressed()).hasSize(1);
        }
        assertThat(engines.closed).containsExactly("engine");
    }

    // Closing.

    @Test
    void closesEachPartOnceInTheReverseOrderWhateverFails() {
        Closings engines = new Closings();
        BacalhauNode node = BacalhauNode.builder()
                .executor(engines.engine("first", () -> {}))
                .executor(engines.engine("second", () -> {
                    throw new IllegalStateException("stuck");
                }))
                .executor(engines.engine("third", () -> {
                    throw new IllegalStateException("stuck too");
                }))
                .build();
        node.start();

        Throwable failure = catchThrowable(node::close);
        node.close();

        assertThat(failure).hasMessageContaining("stuck too");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(engines.closed).containsExactly("third", "second", "first");
    }

    @Test
    void leavesOpenWhatBelongsToOthers() {
        InMemoryJobStore jobs = new InMemoryJobStore();
        InMemoryExecutionStore executions = new InMemoryExecutionStore();
        try (LocalTransport transport = new LocalTransport()) {
            for (int life = 0; life < 2; life++) {
                try (BacalhauNode node = BacalhauNode.builder()
                        .id("me")
                        .jobStore(jobs)
                        .executionStore(executions)
                        .transport(transport)
                        .executor(LambdaExecutor.succeeding())
                        .build()) {
                    node.start();
                    assertThat(run(node, JobType.BATCH).state()).isEqualTo(JobState.COMPLETED);
                }
            }
        }
    }

    @Test
    void removesItsOwnDirectoryAndKeepsOneThatWasGiven(@TempDir Path given) throws IOException {
        List<Path> used = Collections.synchronizedList(new ArrayList<>());
        LambdaExecutor.Body noting = request -> {
            used.add(request.createWorkDirectory());
            return RunResult.SUCCESS;
        };
        for (Path directory : List.of(given, Path.of(""))) {
            BacalhauNodeBuilder builder = BacalhauNode.builder().executor(new LambdaExecutor(noting));
            try (BacalhauNode node =
                    directory.equals(given) ? builder.dataDirectory(directory).build() : builder.build()) {
                node.start();
                assertThat(run(node, JobType.BATCH).state()).isEqualTo(JobState.COMPLETED);
            }
        }

        assertThat(used.get(0).startsWith(given)).isTrue();
        assertThat(given).isEmptyDirectory();
        Path root = used.get(1).getParent().getParent();
        assertThat(root.getFileName().toString()).startsWith("bacalhau-");
        assertThat(root).doesNotExist();
    }

    @Test
    void mayBeClosedByWhoeverWaitsForItsJobs() {
        CountDownLatch closed = new CountDownLatch(1);
        BacalhauNode node =
                BacalhauNode.builder().executor(LambdaExecutor.succeeding()).build();
        node.start();
        Job job = submit(node, JobType.BATCH);

        var ended = node.requester().awaitEnd(job.id(), PATIENCE).thenRun(() -> {
            node.close();
            closed.countDown();
        });

        await(closed);
        Await.outcome(ended);
    }

    private static Job submit(BacalhauNode node, JobType type) {
        return Await.outcome(node.requester().submit(LambdaExecutor.job(type).build()))
                .job();
    }

    private static Job run(BacalhauNode node, JobType type) {
        return Await.outcome(node.requester().awaitEnd(submit(node, type).id(), PATIENCE));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static final class UnreadableExecutionStore implements ExecutionStore {
        @Override
        public CompletionStage<Void> commit(List<ExecutionChange> changes) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public List<LocalExecution> executions() {
            throw BacalhauException.of(ErrorCode.INTERNAL, "the store is damaged", "restore it");
        }

        @Override
        public Optional<LocalExecution> execution(ExecutionId id) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** Makes engines that note that they were closed. */
    private static final class Closings {
        private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

        Executor engine(String type, Runnable onClose) {
            return new Executor() {
                @Override
                public String type() {
                    return type;
                }

                @Override
                public RunResult run(RunRequest request) {
                    return RunResult.SUCCESS;
                }

                @Override
                public void close() {
                    closed.add(type);
                    onClose.run();
                }
            };
        }
    }
}
