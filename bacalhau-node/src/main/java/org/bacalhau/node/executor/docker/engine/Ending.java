package org.bacalhau.node.executor.docker.engine;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of a container's program, waited for. Safe for any thread. */
final class Ending extends ResultCallbackTemplate<Ending, WaitResponse> {
    private final EngineCalls calls;
    private volatile @Nullable EngineException fault;
    private volatile boolean told;

    Ending(EngineCalls calls) {
        this.calls = calls;
    }

    @Override
    public void onNext(WaitResponse response) {
        told = true;
    }

    @Override
    public void onError(Throwable cause) {
        fault = calls.exceptionOf(cause);
        super.onComplete();
    }

    /** Waits; false if it takes longer, or the engine broke off. */
    boolean await(Duration limit) throws EngineException, InterruptedException {
        boolean complete = awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
        EngineException failed = fault;
        if (failed != null) {
            throw failed;
        }
        return complete && told;
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
