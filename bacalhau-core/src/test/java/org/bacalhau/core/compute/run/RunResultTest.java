package org.bacalhau.core.compute.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to results: their limits, what a program may have put into them, and publishing. */
class RunResultTest {
    private static final long TWO_GIGABYTES = 2L << 30;

    @TempDir
    Path temporary;

    @Test
    void stopsAProgramThatWritesTwoGigabytes() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary, 2, settings -> settings.outputLimitBytes(1_000_000))) {
            rig.program = request -> {
                byte[] block = new byte[64 * 1024];
                for (long written = 0; written < TWO_GIGABYTES; written += block.length) {
                    request.stdout().write(block);
                }
                return RunResult.SUCCESS;
            };

            Failure failure = rig.fail(RunnerRig.fullTask().build()).failure();

            assertThat(failure.code()).isEqualTo(ErrorCode.OUTPUT_TOO_LARGE);
            assertThat(failure.message())
                    .isEqualTo("execution error: the program wrote more than 1000000 bytes to stdout,"
                            + " which is the most this node keeps");
            assertThat(failure.retryable()).isFalse();
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsAProgramThatWritesTooMuchThoughItsEngineSwallowsThat(boolean ignoresInterrupts) throws Exception {
        AtomicInteger refused = new AtomicInteger();
        try (RunnerRig rig = new RunnerRig(temporary, 2, settings -> settings.outputLimitBytes(1_000_000))) {
            rig.program = request -> {
                byte[] block = new byte[64 * 1024];
                for (long written = 0; written < TWO_GIGABYTES; written += block.length) {
                    try {
                        request.stderr().write(block);
                    } catch (OutputLimitExceededException e) {
                        refused.incrementAndGet();
                    }
                    if (Thread.interrupted() && !ignoresInterrupts) {
                        throw new InterruptedException();
                    }
                }
                return RunResult.SUCCESS;
            };

            Failure failure = rig.fail(RunnerRig.fullTask().build()).failure();

            assertThat(failure.code()).isEqualTo(ErrorCode.OUTPUT_TOO_LARGE);
            assertThat(failure.message()).contains("to stderr");
            assertThat(refused.get()).isEqualTo(ignoresInterrupts ? (int) (TWO_GIGABYTES / 65_536) - 15 : 2);
            rig.assertNoInterruptIsLeftInThePool(2);
        }
    }

    @Test
    void refusesAResultWithTooManyBytes() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary, 2, settings -> settings.resultLimitBytes(1000))) {
            rig.program = request -> {
                Path directory = Files.createDirectory(
                        request.outputs().get(0).directory().resolve("deep"));
                Files.write(directory.resolve("large"), new byte[900]);
                Files.write(directory.resolve("small"), new byte[90]);
                request.stdout().write("0123456789".getBytes(UTF_8));
                return RunResult.SUCCESS;
            };

            Outcome.Failed failed = rig.fail(RunnerRig.fullTask().build());

            assertThat(failed.failure().code()).isEqualTo(ErrorCode.OUTPUT_TOO_LARGE);
            assertThat(failed.failure().message())
                    .isEqualTo("collecting the result: the result has 1001 bytes, more than the 1000 that this node"
                            + " keeps; its largest file is out/deep/large with 900");
            assertThat(failed.event().topic()).isEqualTo("Publishing Results");
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void acceptsAResultOfExactlyTheLimits() throws Exception {
        try (RunnerRig rig = new RunnerRig(
                temporary, 2, settings -> settings.resultLimitBytes(1000).resultLimitFiles(4))) {
            rig.program = request -> {
                Files.write(request.outputs().get(0).directory().resolve("file"), new byte[999]);
                return RunResult.SUCCESS;
            };

            rig.complete(RunnerRig.fullTask().build());
        }
    }

    @Test
    void refusesAResultWithTooManyFiles() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary, 2, settings -> settings.resultLimitFiles(100))) {
            rig.program = request -> {
                Path directory = Files.createDirectory(
                        request.outputs().get(0).directory().resolve("many"));
                for (int i = 0; i < 97; i++) {
                    if (i % 2 == 0) {
                        Files.createFile(directory.resolve("file-" + i));
                    } else {
                        Files.createDirectory(directory.resolve("directory-" + i));
                    }
                }
                return RunResult.SUCCESS;
            };

            Failure failure = rig.fail(RunnerRig.fullTask().build()).failure();

            assertThat(failure.code()).isEqualTo(ErrorCode.OUTPUT_TOO_LARGE);
            assertThat(failure.message())
                    .isEqualTo("collecting the result: the result has 101 files and directories, more than the 100"
                            + " that this node keeps; most are in out/many, 97");
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void followsNoLinkOutOfTheResult() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.write(outside.resolve("large"), new byte[5000]);
        try (RunnerRig rig = new RunnerRig(temporary.resolve("root"), 2, settings -> settings.resultLimitBytes(1000))) {
            rig.program = request -> {
                Path directory = request.outputs().get(0).directory();
                Files.createSymbolicLink(directory.resolve("link"), outside);
                Files.createSymbolicLink(directory.resolve("file-link"), outside.resolve("large"));
                Files.createSymbolicLink(directory.resolve("loop"), directory);
                Files.createSymbolicLink(directory.resolve("dangling"), Path.of("/nowhere"));
                return RunResult.SUCCESS;
            };

            rig.complete(RunnerRig.fullTask().build());

            assertThat(rig.leftovers()).isEmpty();
            assertThat(outside.resolve("large")).hasSize(5000);
        }
    }

    @Test
    void refusesAResultPathThatBecameALink() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.write(outside.resolve("precious"), new byte[10]);
        try (RunnerRig rig = new RunnerRig(temporary.resolve("root"))) {
            rig.program = request -> {
                Path directory = request.outputs().get(0).directory();
                Files.delete(directory);
                Files.createSymbolicLink(directory, outside);
                return RunResult.SUCCESS;
            };

            Failure failure = rig.fail(RunnerRig.fullTask().build()).failure();

            assertThat(failure.message()).startsWith("collecting the result: not a directory: ");
            assertThat(rig.leftovers()).isEmpty();
            assertThat(outside.resolve("precious")).exists();
        }
    }

    @Test
    void readsAndRemovesDirectoriesThatAreClosedToTheirOwner() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                Path closed = Files.createDirectory(
                        request.outputs().get(0).directory().resolve("closed"));
                Files.createFile(Files.createDirectory(closed.resolve("inner")).resolve("file"));
                Files.setPosixFilePermissions(closed.resolve("inner"), PosixFilePermissions.fromString("r-x------"));
                Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
                return RunResult.SUCCESS;
            };

            rig.complete(RunnerRig.fullTask().build());

            assertThat(rig.leftovers()).isEmpty();
            assertThat(rig.faults).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "..", ".", "", "stdout", "stderr", "exitCode", "out", "a\\b", "nul\0x"})
    void refusesANameThatLeavesTheResultOrCollidesInIt(String name) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (RunnerRig rig = new RunnerRig(temporary.resolve("root"))) {
            rig.program = request -> {
                runs.incrementAndGet();
                return RunResult.SUCCESS;
            };

            Failure failure = rig.fail(
                            RunnerRig.fullTask().output(name, "/other").build())
                    .failure();

            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(failure.message())
                    .startsWith("preparing results path: result path '" + name.replace('\0', '?') + "' is ");
            assertThat(runs).hasValue(0);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void triesAgainAfterAPublisherFailedOnce() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Map<String, String> published = new ConcurrentHashMap<>();
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.sink = request -> {
                if (tries.incrementAndGet() == 1) {
                    throw new IOException("timed out");
                }
                published.putAll(RunnerRig.contentOf(request.resultDirectory()));
                return RunnerRig.PUBLISHED;
            };

            Outcome.Completed completed = rig.complete(RunnerRig.fullTask().build());

            assertThat(completed.published()).isEqualTo(RunnerRig.PUBLISHED);
            assertThat(published).containsOnlyKeys("stdout", "stderr", "exitCode", "out/");
            assertThat(rig.pauses).containsExactly(Duration.ofSeconds(1));
        }
    }

    @Test
    void givesUpPublishingAfterTheLastTry() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.sink = request -> {
                throw new IOException("timed out");
            };

            Failure failure = rig.fail(RunnerRig.fullTask().build()).failure();

            assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
            assertThat(failure.message()).isEqualTo("failed to publish result: timed out (tried 3 times)");
            assertThat(rig.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }

    @Test
    void triesOnceWhereAnotherTryCannotHelp() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.sink = request -> {
                throw BacalhauException.of(ErrorCode.PERMISSION_DENIED, "no such bucket", "create it");
            };

            assertThat(rig.fail(RunnerRig.fullTask().build()).failure().message())
                    .isEqualTo("failed to publish result: no such bucket");
            assertThat(rig.pauses).isEmpty();
        }
    }

    @Test
    void completesAProgramWhoseExitCodeIsNotZero() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> new RunResult(137);

            Outcome.Completed completed = rig.complete(
                    Jobs.taskBuilder().publisher(SpecConfig.of("test")).build());

            assertThat(completed.output().exitCode()).isEqualTo(137);
            assertThat(completed.output().errorMessage()).isEmpty();
        }
    }
}
