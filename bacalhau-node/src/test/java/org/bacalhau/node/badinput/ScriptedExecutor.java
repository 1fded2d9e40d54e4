package org.bacalhau.node.badinput;

import java.io.IOException;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.executor.noop.NoopExecutor;

/** The engine {@code scripted}, whose programs are written in the test. */
class ScriptedExecutor implements Executor {
    private static final String TYPE = "scripted";

    private final NoopExecutor.Handler script;

    ScriptedExecutor(NoopExecutor.Handler script) {
        this.script = script;
    }

    /** Starts a task for this engine. */
    static Task.Builder task() {
        return Task.builder("main", SpecConfig.of(TYPE));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public RunResult run(RunRequest request) throws IOException, InterruptedException {
        return script.run(request);
    }
}
