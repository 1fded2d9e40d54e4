package org.bacalhau.core.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.executor.ExecutorContract.Program;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;

/** One run of a program as the node would set it up. For one thread at a time. */
final class Run {
    private static final Resources LIMITS = Resources.of(1_000, 256L * 1024 * 1024, 1_000_000_000, 0);

    private final Path directory;
    private final int number;
    private final Program program;
    private final List<PreparedInput> inputs = new ArrayList<>();
    private final List<RunRequest.Output> outputs = new ArrayList<>();
    private Map<String, String> environment = Map.of();
    private LimitedOutput stdout = new LimitedOutput(Integer.MAX_VALUE);
    private final LimitedOutput stderr = new LimitedOutput(Integer.MAX_VALUE);

    Run(Path directory, int number, Program program) throws IOException {
        this.directory = directory;
        this.number = number;
        this.program = program;
        Files.createDirectories(directory.resolve("work"));
    }

    Run with(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** Gives the program the directory {@code /inputs} with one file. */
    Run withInput(String content) throws IOException {
        Files.createDirectories(input());
        Files.writeString(input().resolve("file"), content);
        inputs.add(PreparedInput.readOnly(InputSource.of(SpecConfig.of("inline"), "/inputs"), input()));
        return this;
    }

    /** Gives the program the empty directory {@code /outputs}. */
    Run withOutput() throws IOException {
        Files.createDirectories(output());
        outputs.add(new RunRequest.Output(new ResultPath("outputs", "/outputs"), output()));
        return this;
    }

    Run refusingOutputAfter(int bytes) {
        stdout = new LimitedOutput(bytes);
        return this;
    }

    Path input() {
        return directory.resolve("input");
    }

    Path output() {
        return directory.resolve("output");
    }

    String stdout() {
        return stdout.text();
    }

    String stderr() {
        return stderr.text();
    }

    /** Waits until the program has written to standard output. */
    void awaitOutput() {
        try {
            if (!stdout.begun.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("program wrote nothing within " + Await.DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    RunResult on(Executor executor) throws IOException, InterruptedException {
        Task.Builder task = Task.builder("main", program.engine());
        environment.forEach(task::env);
        inputs.forEach(input -> task.input(input.input()));
        outputs.forEach(output ->
                task.output(output.resultPath().name(), output.resultPath().path()));
        return executor.run(new RunRequest(
                Jobs.executionId(number),
                Jobs.jobId(number),
                task.build(),
                LIMITS,
                inputs,
                program.engineInputs(),
                outputs,
                environment,
                directory.resolve("work"),
                stdout,
                stderr));
    }

    RunResult unchecked(Executor executor) {
        try {
            return on(executor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Takes what a program writes up to a limit, as the node does. Safe for any thread. */
    private static final class LimitedOutput extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final int limit;

        private LimitedOutput(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (taken.size() > limit - length) {
                throw new IOException("more than " + limit + " bytes");
            }
            taken.write(bytes, offset, length);
            begun.countDown();
        }

        private synchronized String text() {
            return taken.toString(UTF_8);
        }
    }
}
