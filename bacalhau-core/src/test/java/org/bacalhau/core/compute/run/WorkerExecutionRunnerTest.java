package org.bacalhau.core.compute.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.core.compute.ExecutionRunner;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes well, and runs that are refused. */
class WorkerExecutionRunnerTest {
    @TempDir
    Path temporary;

    @Test
    void leavesTheDiskAloneForAJobWithoutFiles() throws Exception {
        Path neverCreated = temporary.resolve("never");
        try (RunnerRig rig = new RunnerRig(neverCreated)) {
            rig.program = request -> {
                request.stdout().write("a little output\n".getBytes(UTF_8));
                return RunResult.SUCCESS;
            };

            Outcome.Completed completed = rig.complete(Jobs.task());

            assertThat(completed.published()).isEqualTo(SpecConfig.NONE);
            assertThat(completed.output()).isEqualTo(new RunOutput("a little output\n", false, "", false, 0, ""));
            assertThat(neverCreated).doesNotExist();
        }
    }

    @Test
    void tellsEachStageOnceAndInOrder() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            RunnerRig.Started published = rig.start(1, RunnerRig.fullTask().build());
            RunnerRig.Started plain = rig.start(2, Jobs.task());

            published.awaitEnd();
            plain.awaitEnd();

            assertThat(published.told()).containsExactly("running", "publishing", "ended");
            assertThat(plain.told()).containsExactly("running", "ended");
        }
    }

    @Test
    void publishesOutputExitCodeAndResultPaths() throws Exception {
        Map<String, String> published = new ConcurrentHashMap<>();
        AtomicReference<PublishRequest> request = new AtomicReference<>();
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = run -> {
                RunRequest.Output output = run.outputs().get(0);
                assertThat(output.resultPath().path()).isEqualTo("/out");
                Files.writeString(output.directory().resolve("answer"), "42");
                run.stdout().write("to stdout".getBytes(UTF_8));
                run.stderr().write("to stderr".getBytes(UTF_8));
                return new RunResult(3);
            };
            rig.sink = asked -> {
                request.set(asked);
                published.putAll(RunnerRig.contentOf(asked.resultDirectory()));
                return RunnerRig.PUBLISHED;
            };

            Outcome.Completed completed = rig.complete(RunnerRig.fullTask().build());

            assertThat(published)
                    .isEqualTo(Map.of(
                            "stdout",
                            "to stdout",
                            "stderr",
                            "to stderr",
                            "exitCode",
                            "3",
                            "out/",
                            "",
                            "out/answer",
                            "42"));
            assertThat(completed.published()).isEqualTo(RunnerRig.PUBLISHED);
            assertThat(completed.output()).isEqualTo(new RunOutput("to stdout", false, "to stderr", false, 3, ""));
            assertThat(request.get().nodeId().value()).isEqualTo("node-7");
            assertThat(request.get().publisher()).isEqualTo(SpecConfig.of("TEST"));
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void publishesOutputThatWentThroughTheFile() throws Exception {
        int lines = 40_000;
        AtomicReference<Map<String, String>> published = new AtomicReference<>(Map.of());
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = run -> {
                for (int i = 0; i < lines; i++) {
                    run.stdout().write(("out " + i + "\n").getBytes(UTF_8));
                    run.stderr().write(("err " + i + "\n").getBytes(UTF_8));
                }
                return RunResult.SUCCESS;
            };
            rig.sink = asked -> {
                published.set(RunnerRig.contentOf(asked.resultDirectory()));
                return RunnerRig.PUBLISHED;
            };

            Outcome.Completed completed = rig.complete(
                    Jobs.taskBuilder().publisher(SpecConfig.of("test")).build());

            StringBuilder stdout = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                stdout.append("out ").append(i).append('\n');
            }
            assertThat(published.get()).containsEntry("stdout", stdout.toString());
            assertThat(published.get())
                    .containsEntry("stderr", stdout.toString().replace("out", "err"));
            assertThat(completed.output().stdoutTruncated()).isTrue();
            assertThat(completed.output().stdout()).isEqualTo(stdout.substring(0, RunOutput.SUMMARY_BYTES));
            assertThat(rig.leftovers()).isEmpty();
        }
    }

    @Test
    void givesTheProgramItsEnvironmentWithWhatTheNodeSetsOnTop() throws Exception {
        Map<String, String> seen = new HashMap<>();
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                seen.putAll(request.environment());
                return RunResult.SUCCESS;
            };
            Task task = Jobs.taskBuilder()
                    .env("NAME", "value")
                    .env("BACALHAU_NODE_ID", "a lie")
                    .build();

            rig.complete(task);
        }
        assertThat(seen)
                .isEqualTo(Map.of(
                        "NAME", "value",
                        "BACALHAU_EXECUTION_ID", Jobs.executionId(1).value(),
                        "BACALHAU_JOB_ID", Jobs.jobId(1).value(),
                        "BACALHAU_JOB_TYPE", "batch",
                        "BACALHAU_NODE_ID", "node-7"));
    }

    @Test
    void endsTheLogWithTheProgramAndKeepsItForReadersAfterTheExecution() throws Exception {
        String text = "0123456789".repeat(50_000);
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch logRead = new CountDownLatch(1);
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                RunnerRig.await(opened);
                request.stdout().write(text.getBytes(UTF_8));
                return RunResult.SUCCESS;
            };
            rig.sink = request -> {
                RunnerRig.await(logRead);
                return RunnerRig.PUBLISHED;
            };
            RunnerRig.Started started = rig.start(1, RunnerRig.fullTask().build());
            LogReader prompt = started.run.openLog(false, true);
            LogReader late = started.run.openLog(false, true);
            opened.countDown();

            assertThat(LogRig.readAll(prompt)).isEqualTo(text);
            logRead.countDown();

            assertThat(started.awaitEnd()).isInstanceOf(Outcome.Completed.class);
            assertThat(rig.leftovers()).isEmpty();
            assertThat(LogRig.readAll(late)).isEqualTo(text);
            assertThatThrownBy(() -> started.run.openLog(false, true)).isInstanceOf(BacalhauException.class);
        }
    }

    @Test
    void keepsTheOutputOfAFailingProgramForItsReaders() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                request.stdout().write("so far".getBytes(UTF_8));
                throw BacalhauException.of(ErrorCode.PROGRAM_FAILED, "trap", "");
            };
            RunnerRig.Started started = rig.start(1, Jobs.task());
            LogReader reader = started.run.openLog(false, true);

            assertThat(LogRig.readAll(reader)).isEqualTo("so far");
            assertThat(started.awaitEnd()).isInstanceOf(Outcome.Failed.class);
        }
    }

    @Test
    void refusesAnExecutionThatRunsAlready() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                RunnerRig.await(go);
                return RunResult.SUCCESS;
            };
            RunnerRig.Started first = rig.start(1, Jobs.task());

            Outcome.Failed refused = (Outcome.Failed) rig.start(1, Jobs.task()).awaitEnd();
            go.countDown();

            assertThat(refused.failure().code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
            assertThat(first.awaitEnd()).isInstanceOf(Outcome.Completed.class);
        }
    }

    @Test
    void endsARunForWhichThereIsNoWorker() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.workers().shutdown();

            Outcome.Failed failed = rig.fail(Jobs.task());

            assertThat(failed.failure().code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
            assertThat(failed.event().topic()).isEqualTo("Preparing Environment");
        }
    }

    @Test
    void startsNothingOnceClosed() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.runner().close();
            rig.runner().close();

            assertThat(rig.fail(Jobs.task()).failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void survivesAListenerThatThrows() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            CountDownLatch ended = new CountDownLatch(1);
            rig.runner()
                    .prepare(
                            RunnerRig.execution(
                                    Jobs.executionId(1), RunnerRig.fullTask().build()),
                            new ExecutionRunner.Listener() {
                                @Override
                                public void running() {
                                    throw new IllegalStateException("running");
                                }

                                @Override
                                public void publishing() {
                                    throw new StackOverflowError("publishing");
                                }

                                @Override
                                public void ended(Outcome outcome) {
                                    ended.countDown();
                                    throw new IllegalStateException("ended");
                                }
                            })
                    .begin();
            RunnerRig.await(ended);
            rig.runner().close();

            assertThat(rig.faults).extracting(Throwable::getMessage).containsExactly("running", "publishing", "ended");
        }
    }

    @Test
    void runsManyExecutionsAtOnceWithoutMixingTheirOutput() throws Exception {
        try (RunnerRig rig = new RunnerRig(temporary)) {
            rig.program = request -> {
                for (int i = 0; i < 100; i++) {
                    request.stdout().write((request.executionId() + "\n").getBytes(UTF_8));
                }
                return RunResult.SUCCESS;
            };
            ConcurrentLinkedQueue<RunnerRig.Started> runs = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 500; i++) {
                runs.add(rig.start(i, Jobs.task()));
            }
            int number = 0;
            for (RunnerRig.Started run : runs) {
                Outcome.Completed completed = (Outcome.Completed) run.awaitEnd();
                assertThat(completed.output().stdout()).startsWith(Jobs.executionId(number++) + "\n");
            }
            assertThat(rig.leftovers()).isEmpty();
        }
    }
}
