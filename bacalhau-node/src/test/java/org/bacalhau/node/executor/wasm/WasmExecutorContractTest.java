package org.bacalhau.node.executor.wasm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.ExecutorContract;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.storage.PreparedInput;
import org.junit.jupiter.api.io.TempDir;

class WasmExecutorContractTest extends ExecutorContract {
    @TempDir
    private Path directory;

    @Override
    protected Executor open() {
        return WasmExecutor.create(WasmConfig.DEFAULT);
    }

    private static Program program(Path module, String... arguments) {
        SpecConfig engine = new SpecConfig(
                WasmExecutor.TYPE, Map.of("EntryModule", WasmRun.source(""), "Parameters", List.of(arguments)));
        return new Program(engine, List.of(PreparedInput.readOnly(InputSource.of(SpecConfig.of("test"), ""), module)));
    }

    @Override
    protected Program exitingWith(int exitCode) {
        return program(Fixtures.c("exit_code"), Integer.toString(exitCode));
    }

    @Override
    protected Program runningForEver() {
        return program(Fixtures.c("spin"));
    }

    @Override
    protected Optional<Program> printing(String stdout, String stderr) {
        return Optional.of(program(Fixtures.c("print"), stdout, stderr));
    }

    @Override
    protected Optional<Program> printingForEver() {
        return Optional.of(program(Fixtures.c("flood")));
    }

    @Override
    protected Optional<Program> printingVariable() {
        return Optional.of(program(Fixtures.c("variable")));
    }

    @Override
    protected Optional<Program> copying() {
        return Optional.of(program(Fixtures.c("copy"), "/inputs/file", "/outputs/copy"));
    }

    @Override
    protected Optional<Program> broken() {
        return Optional.of(program(WasmRun.write(directory, new byte[] {1, 2, 3})));
    }

    @Override
    protected Optional<SpecConfig> faulty() {
        return Optional.of(SpecConfig.of(WasmExecutor.TYPE));
    }
}
