package org.bacalhau.core.compute.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunFailureTest {
    private static final String DISK_FULL = "No space left on device";

    @TempDir
    Path root;

    /** Where foreign code throws, and how that is told. */
    private enum Stage {
        PREPARE("Running Execution", "preparing arguments: input 0 (Test, /in): "),
        RUN("Running Execution", "execution error: "),
        PUBLISH("Publishing Results", "failed to publish result: ");

        private final String topic;
        private final String prefix;

        Stage(String topic, String prefix) {
            this.topic = topic;
            this.prefix = prefix;
        }

        void fail(RunnerRig rig, Throwable cause) {
            switch (this) {
                case PREPARE ->
                    rig.source = (input, directory) -> {
                        Files.writeString(directory.resolve("half"), "x");
                        throw sneaky(cause);
                    };
                case RUN ->
                    rig.program = request -> {
                        Files.writeString(request.createWorkDirectory().resolve("half"), "x");
                        throw sneaky(cause);
                    };
                case PUBLISH ->
                    rig.sink = request -> {
                        throw sneaky(cause);
                    };
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable cause) throws X {
        throw (X) cause;
    }

    private static Stream<Arguments> stagesAndCauses() {
        List<Arguments> all = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            all.add(Arguments.of(stage, new IOException("broken pipe"), ErrorCode.UPSTREAM_FAILED, "broken pipe"));
            all.add(Arguments.of(stage, new IOException(DISK_FULL), ErrorCode.RESOURCE_EXHAUSTED, DISK_FULL));
            all.add(Arguments.of(
                    stage,
                    new UncheckedIOException(new FileSystemException("/f", null, DISK_FULL)),
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "/f: " + DISK_FULL));
            all.add(Arguments.of(
                    stage, new NoSuchFileException("/f"), ErrorCode.UPSTREAM_FAILED, "NoSuchFileException: /f"));
            all.add(Arguments.of(
                    stage,
                    BacalhauException.of(ErrorCode.BAD_PROGRAM, "no such function", "export it"),
                    ErrorCode.BAD_PROGRAM,
                    "no such function"));
            all.add(Arguments.of(
                    stage, new IllegalStateException("oops"), ErrorCode.INTERNAL, "IllegalStateException: oops"));
            all.add(Arguments.of(stage, new StackOverflowError(), ErrorCode.INTERNAL, "StackOverflowError"));
            all.add(Arguments.of(
                    stage, new NoClassDefFoundError("x/Y"), ErrorCode.INTERNAL, "NoClassDefFoundError: x/Y"));
            all.add(Arguments.of(
                    stage, new OutOfMemoryError("heap"), ErrorCode.RESOURCE_EXHAUSTED, "OutOfMemoryError: heap"));
            all.add(Arguments.of(
                    stage,
                    new InterruptedException(),
                    ErrorCode.UNAVAILABLE,
                    "it was interrupted, though not stopped"));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("stagesAndCauses")
    void turnsWhateverIsThrownIntoAFailureOfItsStage(Stage stage, Throwable cause, ErrorCode code, String message)
            throws Exception {
        try (RunnerRig rig = new RunnerRig(root)) {
            stage.fail(rig, cause);

            Outcome.Failed failed = rig.fail(RunnerRig.fullTask().build());

            Failure failure = failed.failure();
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.message()).startsWith(stage.prefix + message);
            assertThat(failure.hint()).isNotEmpty();
            assertThat(failure.retryable()).isEqualTo(code.isRetryable());
            assertThat(failed.event())
                    .isEqualTo(new Event(stage.topic, failure.message(), Jobs.NOW, failure.eventDetails()));
            assertThat(rig.leftovers()).isEmpty();
            rig.assertNoInterruptIsLeftInThePool(8);
        }
    }

    @Test
    void keepsWhatAFailureSaysOfItself() throws Exception {
        Failure own = new Failure(ErrorCode.PROGRAM_FAILED, "trap", "look at the trap", false);
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.program = request -> {
                throw new BacalhauException(own);
            };

            assertThat(rig.fail(Jobs.task()).failure()).isEqualTo(own.in("execution error"));
            assertThat(rig.faults).isEmpty();
        }
    }

    @Test
    void tellsFaultsOfSoftwareWithTheirStackTrace() throws Exception {
        StackOverflowError fault = new StackOverflowError();
        try (RunnerRig rig = new RunnerRig(root)) {
            Stage.RUN.fail(rig, fault);

            rig.fail(Jobs.task());

            assertThat(rig.faults).containsExactly(fault);
        }
    }

    @Test
    void addsTheBeginningOfStandardErrorToAFailureOfTheProgram() throws Exception {
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.program = request -> {
                request.stderr().write(("panic: nil map\ngoroutine 1\n" + "x".repeat(1000)).getBytes(UTF_8));
                throw BacalhauException.of(ErrorCode.PROGRAM_FAILED, "unreachable executed", "");
            };

            String message = rig.fail(Jobs.task()).failure().message();

            assertThat(message)
                    .startsWith("execution error: unreachable executed; standard error begins:"
                            + " panic: nil map goroutine 1 xxx")
                    .endsWith("x…")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void leavesStandardErrorOutOfOtherFailures() throws Exception {
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.program = request -> {
                request.stderr().write("secret".getBytes(UTF_8));
                throw new IOException("lost");
            };

            assertThat(rig.fail(Jobs.task()).failure().message()).isEqualTo("execution error: lost");
        }
    }

    @Test
    void shortensWhatAnEngineSays() throws Exception {
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.program = request -> {
                throw new IOException("x".repeat(1_000_000));
            };

            assertThat(rig.fail(Jobs.task()).failure().message()).hasSizeLessThan(Causes.LONGEST_TEXT + 50);
        }
    }

    @Test
    void namesTheInputThatFailed() throws Exception {
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.source = (input, directory) -> {
                if (input.target().equals("/b")) {
                    throw BacalhauException.of(ErrorCode.INPUT_UNAVAILABLE, "it vanished", "bring it back");
                }
                return PreparedInput.readOnly(input, directory);
            };
            Task task = Jobs.taskBuilder()
                    .input(SpecConfig.of("test"), "/a")
                    .input(SpecConfig.of("test"), "/b")
                    .input(SpecConfig.of("test"), "/c")
                    .build();

            Failure failure = rig.fail(task).failure();

            assertThat(failure)
                    .isEqualTo(new Failure(
                            ErrorCode.INPUT_UNAVAILABLE,
                            "preparing arguments: input 1 (test, /b): it vanished",
                            "bring it back",
                            false));
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void stopsTheOtherInputsWhenOneFails() throws Exception {
        CountDownLatch othersBegun = new CountDownLatch(2);
        CountDownLatch othersInterrupted = new CountDownLatch(2);
        AtomicInteger runs = new AtomicInteger();
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.source = (input, directory) -> {
                if (input.target().equals("/b")) {
                    RunnerRig.await(othersBegun);
                    throw new IOException("refused");
                }
                othersBegun.countDown();
                try {
                    RunnerRig.blockUntilInterrupted();
                } finally {
                    othersInterrupted.countDown();
                }
                return PreparedInput.readOnly(input, directory);
            };
            rig.program = request -> {
                runs.incrementAndGet();
                return RunResult.SUCCESS;
            };
            Task task = Jobs.taskBuilder()
                    .input(SpecConfig.of("test"), "/a")
                    .input(SpecConfig.of("test"), "/b")
                    .input(SpecConfig.of("test"), "/c")
                    .build();

            assertThat(rig.fail(task).failure().message())
                    .isEqualTo("preparing arguments: input 1 (test, /b): refused");
            assertThat(othersInterrupted.getCount()).isZero();
            assertThat(runs).hasValue(0);
            rig.assertNoInterruptIsLeftInThePool(8);
        }
    }

    @Test
    void namesWhatTheNodeHasInsteadOfAnUnknownComponent() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.source = (input, directory) -> {
                fetched.incrementAndGet();
                return PreparedInput.readOnly(input, directory);
            };
            Map<Task, String> messages = Map.of(
                    Task.builder("main", SpecConfig.of("docker")).build(),
                    "getting executor docker: this node has no engine of type docker; it has noop",
                    Jobs.taskBuilder()
                            .input(SpecConfig.of("test"), "/a")
                            .input(SpecConfig.of("s3"), "/b")
                            .build(),
                    "preparing arguments: input 1 (s3, /b): this node has no storage provider of type s3; it has test",
                    Jobs.taskBuilder()
                            .input(SpecConfig.of("test"), "/a")
                            .publisher(SpecConfig.of("ipfs"))
                            .build(),
                    "failed to get publisher ipfs: this node has no publisher of type ipfs; it has test");
            messages.forEach((task, message) -> {
                Failure failure = rig.fail(task).failure();

                assertThat(failure.message() + "; " + failure.hint()).isEqualTo(message);
                assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
                assertThat(failure.retryable()).isFalse();
            });
            assertThat(fetched).hasValue(0);
        }
    }

    @Test
    void reportsAComponentThatReturnsNothing() throws Exception {
        try (RunnerRig rig = new RunnerRig(root)) {
            rig.program = request -> null;

            Failure failure = rig.fail(Jobs.task()).failure();

            assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(failure.message()).startsWith("execution error: ").contains("returned null");
        }
    }

    @Test
    void failsWhereTheRootCannotBeCreated() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "not a directory");
        try (RunnerRig rig = new RunnerRig(file.resolve("below"))) {
            Outcome.Failed failed = rig.fail(RunnerRig.fullTask().build());

            assertThat(failed.failure().message()).startsWith("preparing results path: ");
        }
    }

    @Test
    void failsWhereOutputCannotBeStoredThoughTheEngineSwallowsThat() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "not a directory");
        try (RunnerRig rig = new RunnerRig(file.resolve("below"))) {
            rig.program = request -> {
                byte[] block = new byte[FrameBuffer.MEMORY_BYTES];
                for (int i = 0; i < 3; i++) {
                    try {
                        request.stdout().write(block);
                    } catch (IOException e) {
                        assertThat(e).hasMessageContaining("file");
                    }
                }
                return RunResult.SUCCESS;
            };

            Outcome.Failed failed = rig.fail(Jobs.task());

            assertThat(failed.failure().code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
            assertThat(failed.failure().message()).startsWith("execution error: ");
        }
    }
}
