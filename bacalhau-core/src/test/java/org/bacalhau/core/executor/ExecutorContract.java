package org.bacalhau.core.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Executor} promises. Extend it, say how to open the engine and give it the programs that it can run:
 * those that it cannot stay empty, and their tests are skipped.
 */
public abstract class ExecutorContract {
    /**
     * A program in the form the engine wants.
     *
     * @param engine the task's engine
     * @param engineInputs what {@link Executor#engineInputs} names, prepared
     */
    public record Program(SpecConfig engine, List<PreparedInput> engineInputs) {
        /** Returns a program that needs no inputs of the engine's own. */
        public static Program of(SpecConfig engine) {
            return new Program(engine, List.of());
        }
    }

    @TempDir
    private Path directory;

    private final List<Executor> opened = new ArrayList<>();
    private Executor executor;

    /** Opens the engine. */
    protected abstract Executor open() throws Exception;

    /** Returns a program that ends with this exit code, 0 to 255. */
    protected abstract Program exitingWith(int exitCode) throws Exception;

    /** Returns a program that runs until it is stopped; it first writes to standard output if it can print at all. */
    protected abstract Program runningForEver() throws Exception;

    /** Returns a program that writes these texts and ends well. */
    protected Optional<Program> printing(String stdout, String stderr) throws Exception {
        return Optional.empty();
    }

    /** Returns a program that writes to standard output without end. */
    protected Optional<Program> printingForEver() throws Exception {
        return Optional.empty();
    }

    /** Returns a program that prints the value of the environment variable {@code NAME}. */
    protected Optional<Program> printingVariable() throws Exception {
        return Optional.empty();
    }

    /** Returns a program that copies the file {@code /inputs/file} to {@code /outputs/copy}. */
    protected Optional<Program> copying() throws Exception {
        return Optional.empty();
    }

    /** Returns a program that cannot be run, now or later. */
    protected Optional<Program> broken() throws Exception {
        return Optional.empty();
    }

    /** Returns an engine with faulty parameters. */
    protected Optional<SpecConfig> faulty() {
        return Optional.empty();
    }

    @BeforeEach
    void openExecutor() throws Exception {
        executor = open();
        opened.add(executor);
    }

    @AfterEach
    void closeExecutors() throws Exception {
        for (Executor each : opened) {
            each.close();
        }
    }

    private Run run(int number, Program program) throws IOException {
        return new Run(directory.resolve("run-" + number), number, program);
    }

    @Test
    void namesItsType() {
        assertThat(executor.type()).isNotBlank().isEqualTo(executor.type().trim());
        assertThat(executor.isAvailable()).isTrue();
    }

    @Test
    void findsNoFaultInSoundParameters() throws Exception {
        SpecConfig engine = exitingWith(0).engine();

        assertThat(engine.isType(executor.type())).isTrue();
        assertThat(executor.validate(engine)).isEmpty();
    }

    @Test
    void saysWhereTheParametersAreFaulty() {
        if (faulty().isEmpty()) {
            return; // not promised, unless the engine has parameters
        }

        assertThat(executor.validate(faulty().orElseThrow())).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.path()).startsWith("Params");
            assertThat(fault.problem()).isNotBlank();
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @Test
    void namesTheSameInputsEachTime() throws Exception {
        Program program = exitingWith(0);

        List<InputSource> inputs = executor.engineInputs(program.engine());
        assertThat(inputs).hasSameSizeAs(program.engineInputs());
        assertThat(executor.engineInputs(program.engine())).isEqualTo(inputs);
    }

    @Test
    void returnsTheExitCode() throws Exception {
        assertThat(run(1, exitingWith(0)).on(executor)).isEqualTo(RunResult.SUCCESS);
        assertThat(run(2, exitingWith(3)).on(executor)).isEqualTo(new RunResult(3));
    }

    @Test
    void runsAnExecutionAgainAfterARestart() throws Exception {
        assertThat(run(1, exitingWith(3)).on(executor)).isEqualTo(new RunResult(3));
        assertThat(run(1, exitingWith(3)).on(executor)).isEqualTo(new RunResult(3));
    }

    @Test
    void keepsTheTwoStreamsApart() throws Exception {
        if (printing("", "").isEmpty()) {
            return; // not promised of every engine
        }
        Run run = run(1, printing("to stdout ✓\n", "to stderr\n").orElseThrow());

        assertThat(run.on(executor)).isEqualTo(RunResult.SUCCESS);
        assertThat(run.stdout()).isEqualTo("to stdout ✓\n");
        assertThat(run.stderr()).isEqualTo("to stderr\n");
    }

    @Test
    void passesTheEnvironment() throws Exception {
        if (printingVariable().isEmpty()) {
            return; // not promised of every engine
        }
        Run run = run(1, printingVariable().orElseThrow()).with(Map.of("NAME", "some value", "OTHER", "x"));

        run.on(executor);
        assertThat(run.stdout().strip()).isEqualTo("some value");
    }

    @Test
    void readsInputsAndWritesOutputs() throws Exception {
        if (copying().isEmpty()) {
            return; // not promised of every engine
        }
        Run run = run(1, copying().orElseThrow()).withInput("content\n").withOutput();

        assertThat(run.on(executor)).isEqualTo(RunResult.SUCCESS);
        assertThat(run.output().resolve("copy")).hasContent("content\n");
        assertThat(run.input().resolve("file")).hasContent("content\n");
    }

    @Test
    void runsSeveralProgramsAtATime() throws Exception {
        if (printing("", "").isEmpty()) {
            return; // not promised of every engine
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(run(i, printing("out " + i, "err " + i).orElseThrow()));
        }
        List<CompletableFuture<RunResult>> results = runs.stream()
                .map(run -> CompletableFuture.supplyAsync(() -> run.unchecked(executor)))
                .toList();

        assertThat(results)
                .allSatisfy(result -> assertThat(Await.outcome(result)).isEqualTo(RunResult.SUCCESS));
        assertThat(IntStream.range(0, 8))
                .allSatisfy(i -> assertThat(runs.get(i).stdout()).isEqualTo("out " + i));
    }

    @Test
    void stopsWhenItIsInterruptedAtTheBeginning() throws Exception {
        checkStops(run(1, runningForEver()), run -> {});
    }

    @Test
    void stopsWhenItIsInterruptedWhileItRuns() throws Exception {
        if (printing("", "").isEmpty()) {
            return; // not promised of every engine
        }

        checkStops(run(1, runningForEver()), Run::awaitOutput);
    }

    private void checkStops(Run run, Consumer<Run> beforeInterrupt) throws Exception {
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread worker = new Thread(() -> end.set(catchThrowable(() -> run.on(executor))));
        worker.setDaemon(true);
        worker.start();
        beforeInterrupt.accept(run);
        worker.interrupt();
        worker.join(Await.DEADLINE.toMillis());

        assertThat(worker.isAlive()).as("still running").isFalse();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(run(2, exitingWith(0)).on(executor)).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void stopsWhenItsOutputIsRefused() throws Exception {
        if (printingForEver().isEmpty()) {
            return; // not promised of every engine
        }
        Run run = run(1, printingForEver().orElseThrow()).refusingOutputAfter(100_000);
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> catchThrowable(() -> run.on(executor)));

        // How it ends is the engine's choice, an exit code or an exception; the node knows about its own cap.
        Await.outcome(end);
        assertThat(run.stdout().length()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void saysThatAProgramCanNeverBeRun() throws Exception {
        if (broken().isEmpty()) {
            return; // not promised of every engine
        }
        Run run = run(1, broken().orElseThrow());

        assertThatThrownBy(() -> run.on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.failure().retryable()).isFalse();
            assertThat(e.failure().message()).isNotBlank();
            assertThat(e.failure().hint()).isNotBlank();
        });
    }

    @Test
    void canBeClosedTwice() throws Exception {
        run(1, exitingWith(0)).on(executor);
        executor.close();
        executor.close();
    }
}
