package org.bacalhau.node.executor.wasm;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.node.executor.wasm.engine.EngineLimits;
import org.bacalhau.node.executor.wasm.engine.Program;
import org.bacalhau.node.executor.wasm.engine.WasmEngine;
import org.bacalhau.node.executor.wasm.wasi.WasiHost;

/** The engine {@code wasm}. Safe for any thread. */
public final class WasmExecutor implements Executor {
    /** The engine type. */
    public static final String TYPE = "wasm";

    private final InstantSource clock;
    private final RandomGenerator random;
    private final WasmConfig config;
    private final WasmEngine engine;

    private WasmExecutor(InstantSource clock, RandomGenerator random, WasmConfig config) {
        this.clock = clock;
        this.random = random;
        this.config = config;
        this.engine = new WasmEngine(
                new EngineLimits(config.cachedModules(), config.cachedModuleBytes(), config.compilerThreads()));
    }

    /** Creates an executor whose programs see the system's time and unpredictable random numbers. */
    public static WasmExecutor create(WasmConfig config) {
        return create(InstantSource.system(), new SecureRandom(), config);
    }

    /**
     * Creates an executor.
     *
     * @param clock the time of day that files and waiting programs go by
     * @param random makes the programs' random numbers; used by several threads
     * @param config its limits
     */
    public static WasmExecutor create(InstantSource clock, RandomGenerator random, WasmConfig config) {
        return new WasmExecutor(clock, random, config);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Fault> validate(SpecConfig engineSpec) {
        return WasmParams.of(engineSpec).faults();
    }

    @Override
    public List<InputSource> engineInputs(SpecConfig engineSpec) {
        return WasmParams.of(engineSpec).modules();
    }

    @Override
    public RunResult run(RunRequest request) throws IOException, InterruptedException {
        WasmParams params = WasmParams.of(request.task().engine());
        if (!params.faults().isEmpty()) {
            throw new ValidationException("engine", params.faults());
        }
        Program.Modules modules = new ModuleFiles(request, config.maxModuleBytes()).modules();
        try (WasiHost host =
                new WasiHost(clock, random, ProgramFiles.of(request), request.stdout(), request.stderr())) {
            Program program = new Program(
                    modules,
                    params.entryPoint(),
                    arguments(params),
                    environment(request, params),
                    memoryBytes(request),
                    host);
            return new RunResult(engine.run(program));
        }
    }

    /** The program's own name is empty, as in the original. */
    private static List<String> arguments(WasmParams params) {
        List<String> arguments = new ArrayList<>();
        arguments.add("");
        arguments.addAll(params.parameters());
        return arguments;
    }

    /** Sorted by name; what the engine's parameters say wins. */
    private static Map<String, String> environment(RunRequest request, WasmParams params) {
        Map<String, String> environment = new TreeMap<>(request.environment());
        environment.putAll(params.environment());
        return environment;
    }

    private long memoryBytes(RunRequest request) {
        long wanted = request.resources().memoryBytes();
        if (wanted > WasmConfig.MOST_MEMORY_BYTES) {
            throw new BacalhauException(new Failure(
                    ErrorCode.INSUFFICIENT_RESOURCES,
                    "requested memory exceeds the wasm limit - " + wanted + " > 4GB",
                    "set the task's Resources.Memory to 4 GiB (" + WasmConfig.MOST_MEMORY_BYTES + " bytes) or less",
                    false));
        }
        return wanted > 0 ? wanted : config.defaultMemoryBytes();
    }

    @Override
    public void close() {
        engine.close();
    }
}
