package org.bacalhau.node.executor.noop;

import java.io.IOException;
import java.util.Objects;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;

/**
 * Ends each run at once with exit code 0 and no output, or lets a handler of the embedder's stand in for the program. Safe
 * for any thread if the handler is.
 */
public final class NoopExecutor implements Executor {
    /** The engine type. */
    public static final String TYPE = "noop";

    private final Handler handler;

    /** Creates an engine that does nothing. */
    public NoopExecutor() {
        this(request -> RunResult.SUCCESS);
    }

    /** Creates an engine whose programs are {@code handler}. */
    public NoopExecutor(Handler handler) {
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public RunResult run(RunRequest request) throws IOException, InterruptedException {
        return handler.run(request);
    }

    /** Stands in for a program; the rules are those of {@link Executor#run}. */
    @FunctionalInterface
    public interface Handler {
        /** Runs one execution, on a thread of its own. */
        RunResult run(RunRequest request) throws IOException, InterruptedException;
    }
}
