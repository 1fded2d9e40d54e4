package org.bacalhau.cli.serve;

import java.io.IOException;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.node.executor.noop.NoopExecutor;

/** An engine that takes jobs of another and does nothing with them. Safe for any thread. */
final class NoopEngine implements Executor {
    private final String type;
    private final NoopExecutor noop = new NoopExecutor();

    NoopEngine(String type) {
        this.type = type;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public RunResult run(RunRequest request) throws IOException, InterruptedException {
        return noop.run(request);
    }

    @Override
    public void close() {
        noop.close();
    }
}
