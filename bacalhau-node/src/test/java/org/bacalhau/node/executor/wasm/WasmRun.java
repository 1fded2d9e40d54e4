package org.bacalhau.node.executor.wasm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.PreparedInput;

/** A run of a module as a test wants it. For one thread, but for its output. */
public final class WasmRun {
    private static final SpecConfig SOURCE = SpecConfig.of("test");

    private final Path directory;
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final List<Object> importModules = new ArrayList<>();
    private final List<PreparedInput> imports = new ArrayList<>();
    private final List<PreparedInput> inputs = new ArrayList<>();
    private final List<RunRequest.Output> outputs = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private OutputStream stdoutTarget = stdout;
    private long memoryBytes;
    private final Path module;

    private WasmRun(Path directory, Path module) {
        this.directory = directory;
        this.module = module;
        params.put("EntryModule", source(""));
    }

    /** Starts a run of the module in a file, or of the only one in a directory. */
    public static WasmRun of(Path directory, Path module) {
        return new WasmRun(directory, module);
    }

    /** Starts a run of a module, which is written to a file first. */
    public static WasmRun of(Path directory, byte[] module) {
        return of(directory, write(directory, module));
    }

    /** Starts a run of a module in the text format. */
    public static WasmRun ofText(Path directory, String text) {
        return of(directory, Fixtures.wat(text));
    }

    static Path write(Path directory, byte[] module) {
        try {
            return Files.write(Files.createTempFile(directory, "module", ".wasm"), module);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, Object> source(String alias) {
        return Map.of("Source", Map.of("Type", SOURCE.type()), "Alias", alias);
    }

    /** Sets the program's arguments. */
    public WasmRun arguments(String... arguments) {
        return param("Parameters", List.of(arguments));
    }

    /** Sets one of the engine's parameters. */
    public WasmRun param(String name, Object value) {
        params.put(name, value);
        return this;
    }

    /** Adds an import module. */
    public WasmRun importModule(String alias, byte[] content) {
        importModules.add(source(alias));
        imports.add(PreparedInput.readOnly(new InputSource(SOURCE, alias, ""), write(directory, content)));
        return param("ImportModules", importModules);
    }

    /** Adds an input. */
    public WasmRun input(String alias, Path source, String target, boolean readOnly) {
        inputs.add(new PreparedInput(new InputSource(SOURCE, alias, target), source, target, readOnly));
        return this;
    }

    /** Adds an output. */
    public WasmRun output(String name, String path) throws IOException {
        outputs.add(new RunRequest.Output(
                new ResultPath(name, path),
                Files.createDirectories(directory.resolve("result").resolve(name))));
        return this;
    }

    /** Sets a variable of the task. */
    public WasmRun variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets the task's memory. */
    public WasmRun memory(long bytes) {
        memoryBytes = bytes;
        return this;
    }

    /** Sends standard output elsewhere. */
    public WasmRun stdoutTo(OutputStream target) {
        stdoutTarget = target;
        return this;
    }

    /** Runs it and returns the exit code. */
    public int on(Executor executor) throws IOException, InterruptedException {
        return executor.run(request()).exitCode();
    }

    RunRequest request() {
        List<PreparedInput> engineInputs = new ArrayList<>(imports);
        engineInputs.add(PreparedInput.readOnly(new InputSource(SOURCE, "", ""), module));
        Task.Builder task = Task.builder("main", new SpecConfig(WasmExecutor.TYPE, params));
        return new RunRequest(
                new ExecutionId("e-1"),
                new JobId("j-1"),
                task.build(),
                Resources.of(0, memoryBytes, 0, 0),
                inputs,
                engineInputs,
                outputs,
                environment,
                directory,
                stdoutTarget,
                stderr);
    }

    /** Returns what it wrote to standard output. */
    public String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    /** Returns what it wrote to standard error. */
    public String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    /** Returns what it wrote to an output. */
    public Path result(String name) {
        return directory.resolve("result").resolve(name);
    }
}
