package org.bacalhau.node.executor.noop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.ExecutorContract;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.SpecConfig;

/** A handler that can do all the contract asks for shows that nothing of it is lost on the way. */
class NoopExecutorContractTest extends ExecutorContract {
    @Override
    protected Executor open() {
        return new NoopExecutor(NoopExecutorContractTest::run);
    }

    private static RunResult run(RunRequest request) throws IOException, InterruptedException {
        SpecConfig engine = request.task().engine();
        String what = String.valueOf(engine.param("Do"));
        switch (what) {
            case "exit" -> {
                return new RunResult((Integer) engine.params().get("ExitCode"));
            }
            case "print" -> {
                print(request, engine.param("Stdout"));
                request.stderr().write(String.valueOf(engine.param("Stderr")).getBytes(StandardCharsets.UTF_8));
            }
            case "print variable" -> print(request, request.environment().get("NAME"));
            case "print for ever" -> {
                while (true) {
                    print(request, "line\n");
                }
            }
            case "copy" -> copy(request);
            case "hang" -> {
                print(request, "started");
                new CountDownLatch(1).await();
            }
            default -> throw new IllegalArgumentException(what);
        }
        return RunResult.SUCCESS;
    }

    private static void print(RunRequest request, Object text) throws IOException {
        request.stdout().write(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
    }

    private static void copy(RunRequest request) throws IOException {
        Path input = request.inputs().get(0).source();
        Path file = Files.isDirectory(input) ? input.resolve("file") : input;
        Files.copy(file, request.outputs().get(0).directory().resolve("copy"));
    }

    private static Program program(String what) {
        return Program.of(SpecConfig.of("noop").with("Do", what));
    }

    @Override
    protected Program exitingWith(int exitCode) {
        return Program.of(SpecConfig.of("noop").with("Do", "exit").with("ExitCode", exitCode));
    }

    @Override
    protected Program runningForEver() {
        return program("hang");
    }

    @Override
    protected Optional<Program> printing(String stdout, String stderr) {
        return Optional.of(Program.of(
                SpecConfig.of("noop").with("Do", "print").with("Stdout", stdout).with("Stderr", stderr)));
    }

    @Override
    protected Optional<Program> printingForEver() {
        return Optional.of(program("print for ever"));
    }

    @Override
    protected Optional<Program> printingVariable() {
        return Optional.of(program("print variable"));
    }

    @Override
    protected Optional<Program> copying() {
        return Optional.of(program("copy"));
    }
}
