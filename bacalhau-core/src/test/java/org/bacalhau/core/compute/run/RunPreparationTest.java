package org.bacalhau.core.compute.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there before a program runs: its inputs and directories. */
class RunPreparationTest {
    @TempDir
    Path temporary;

    @Test
    void preparesInputsOfTheTaskAndOfTheEngineInTheirOrder() throws Exception {
        List<RunRequest> seen = new CopyOnWriteArrayList<>();
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.engineInputs = List.of(input("/module-0"), input("/module-1"));
            rig.source = (input, directory) -> {
                assertThat(directory).isEmptyDirectory();
                Path file = Files.writeString(directory.resolve("data"), input.target());
                return PreparedInput.readOnly(input, file);
            };
            rig.program = request -> {
                seen.add(request);
                for (PreparedInput input : request.inputs()) {
                    assertThat(input.source()).hasContent(input.target());
                }
                return RunResult.SUCCESS;
            };
            Task.Builder task = Jobs.taskBuilder();
            List<String> targets = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                targets.add("/in-" + i);
                task.input(input("/in-" + i));
            }

            rig.complete(task.build());

            assertThat(seen).hasSize(1);
            assertThat(seen.get(0).inputs()).extracting(PreparedInput::target).isEqualTo(targets);
            assertThat(seen.get(0).engineInputs())
                    .extracting(PreparedInput::target)
                    .containsExactly("/module-0", "/module-1");
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void preparesInputsAtTheSameTimeWhereWorkersAreIdle() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.source = (input, directory) -> {
                together.countDown();
                RunnerRig.await(together);
                return PreparedInput.readOnly(input, directory);
            };

            rig.complete(threeInputs());
        }
        assertThat(together.getCount()).isZero();
    }

    @Test
    void preparesInputsAloneWhereNoWorkerIsIdle() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary, 2, settings -> settings)) {
            CountDownLatch both = new CountDownLatch(2);
            rig.source = (input, directory) -> {
                both.countDown();
                RunnerRig.await(both);
                return PreparedInput.readOnly(input, directory);
            };

            RunnerRig.Started first = rig.start(1, threeInputs());
            RunnerRig.Started second = rig.start(2, threeInputs());

            assertThat(first.awaitEnd()).isInstanceOf(Outcome.Completed.class);
            assertThat(second.awaitEnd()).isInstanceOf(Outcome.Completed.class);
        }
    }

    @Test
    void givesTheEngineADirectoryWhenItAsks() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                assertThat(request.workDirectory()).doesNotExist();
                Path directory = request.createWorkDirectory();
                assertThat(directory).isEqualTo(request.workDirectory()).isEmptyDirectory();
                Files.writeString(directory.resolve("file"), "x");
                assertThat(request.createWorkDirectory()).isEqualTo(directory);
                return RunResult.SUCCESS;
            };

            rig.complete(Jobs.task());

            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void wipesWhatAnEarlierRunOfTheSameExecutionLeft() throws Exception {
        Path leftover = Files.createDirectories(
                temporary.resolve(Jobs.executionId(1).value()).resolve("results/out"));
        Files.writeString(leftover.resolve("old"), "old");
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                assertThat(request.outputs().get(0).directory()).isEmptyDirectory();
                return RunResult.SUCCESS;
            };

            rig.complete(RunnerRig.fullTask().build());

            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void keepsWhatAnEngineContinuesAndFetchesInputsBesideIt() throws Exception {
        Path left = temporary.resolve(Jobs.executionId(1).value());
        Files.createDirectories(left.resolve("results/out"));
        Files.writeString(left.resolve("results/out/old"), "old");
        Files.writeString(left.resolve("results/stdout"), "half");
        Files.createDirectories(left.resolve("inputs/0"));
        Files.writeString(left.resolve("inputs/0/in-use"), "x");
        Map<String, String> published = new ConcurrentHashMap<>();
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.survivesRestart = true;
            rig.source = (input, directory) -> {
                assertThat(directory).isEmptyDirectory();
                return PreparedInput.readOnly(input, directory);
            };
            rig.program = request -> {
                assertThat(left.resolve("inputs/0/in-use")).exists();
                return RunResult.SUCCESS;
            };
            rig.sink = request -> {
                published.putAll(RunnerRig.contentOf(request.resultDirectory()));
                return RunnerRig.PUBLISHED;
            };

            rig.complete(RunnerRig.fullTask().build());

            assertThat(published).containsEntry("out/old", "old").containsEntry("stdout", "");
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/b", "..", ".hidden", "a\\b", "nul\0", "-rf"})
    void refusesAnExecutionIdThatIsNoDirectoryName(String id) throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            RunnerRig.Started started = rig.start(RunnerRig.execution(
                    new ExecutionId(id), RunnerRig.fullTask().build()));

            Outcome.Failed failed = (Outcome.Failed) started.awaitEnd();

            assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(failed.failure().message()).contains(id);
            assertThat(started.told()).containsExactly("ended");
            assertThatThrownBy(() -> started.run.openLog(false, true)).isInstanceOf(BacalhauException.class);
        }
    }

    private static InputSource input(String target) {
        return InputSource.of(SpecConfig.of("test"), target);
    }

    private static Task threeInputs() {
        return Jobs.taskBuilder()
                .input(input("/a"))
                .input(input("/b"))
                .input(input("/c"))
                .build();
    }
}
