package org.bacalhau.core.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;

/**
 * An engine for tests whose programs are their parameters. Safe for any thread.
 *
 * <p>In this order: {@code Stdout} and {@code Stderr} are written, {@code Variable} names an environment variable whose
 * value is written, {@code Copy} copies the file {@code file} of the first input to {@code copy} in the first output,
 * {@code Broken} fails for good with its text, {@code Flood} writes for ever, {@code Forever} waits for the interrupt,
 * {@code ExitCode} is returned.
 */
public final class ScriptedExecutor implements Executor {
    /** The engine's type. */
    public static final String TYPE = "scripted";

    private static final int FLOOD_BYTES = 8192;

    /** Returns the engine of a program that ends with this exit code; add parameters for more. */
    public static SpecConfig program(int exitCode) {
        return SpecConfig.of(TYPE).with("ExitCode", exitCode);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Fault> validate(SpecConfig engine) {
        return engine.param("ExitCode") instanceof Integer
                ? List.of()
                : List.of(new Fault("Params.ExitCode", "", "is no number", "write a number"));
    }

    @Override
    public RunResult run(RunRequest request) throws IOException, InterruptedException {
        SpecConfig script = request.task().engine();
        if (script.param("Stdout") instanceof String text) {
            request.stdout().write(text.getBytes(UTF_8));
        }
        if (script.param("Stderr") instanceof String text) {
            request.stderr().write(text.getBytes(UTF_8));
        }
        if (script.param("Variable") instanceof String name) {
            request.stdout().write(request.environment().getOrDefault(name, "").getBytes(UTF_8));
        }
        if (script.param("Copy") != null) {
            Files.copy(
                    request.inputs().get(0).source().resolve("file"),
                    request.outputs().get(0).directory().resolve("copy"));
        }
        if (script.param("Broken") instanceof String message) {
            throw BacalhauException.of(ErrorCode.BAD_PROGRAM, message, "mend the program");
        }
        while (script.param("Flood") != null) {
            request.stdout().write(new byte[FLOOD_BYTES]);
        }
        if (script.param("Forever") != null) {
            new CountDownLatch(1).await();
        }
        return script.param("ExitCode") instanceof Integer exitCode ? new RunResult(exitCode) : RunResult.SUCCESS;
    }
}
