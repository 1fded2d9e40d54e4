package org.bacalhau.core.executor;

import java.util.Optional;
import org.bacalhau.core.model.SpecConfig;

class ScriptedExecutorTest extends ExecutorContract {
    @Override
    protected Executor open() {
        return new ScriptedExecutor();
    }

    private static Program with(String param, Object value) {
        return Program.of(ScriptedExecutor.program(0).with(param, value));
    }

    @Override
    protected Program exitingWith(int exitCode) {
        return Program.of(ScriptedExecutor.program(exitCode));
    }

    @Override
    protected Program runningForEver() {
        return Program.of(ScriptedExecutor.program(0).with("Stdout", "running").with("Forever", true));
    }

    @Override
    protected Optional<Program> printing(String stdout, String stderr) {
        return Optional.of(
                Program.of(ScriptedExecutor.program(0).with("Stdout", stdout).with("Stderr", stderr)));
    }

    @Override
    protected Optional<Program> printingForEver() {
        return Optional.of(with("Flood", true));
    }

    @Override
    protected Optional<Program> printingVariable() {
        return Optional.of(with("Variable", "NAME"));
    }

    @Override
    protected Optional<Program> copying() {
        return Optional.of(with("Copy", true));
    }

    @Override
    protected Optional<Program> broken() {
        return Optional.of(with("Broken", "no entry point"));
    }

    @Override
    protected Optional<SpecConfig> faulty() {
        return Optional.of(SpecConfig.of(ScriptedExecutor.TYPE));
    }
}
