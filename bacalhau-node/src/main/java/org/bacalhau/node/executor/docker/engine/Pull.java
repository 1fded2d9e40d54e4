package org.bacalhau.node.executor.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An image that is being fetched. Safe for any thread. */
public final class Pull {
    private final EngineCalls calls;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final AtomicLong steps = new AtomicLong();
    private final Reading reading = new Reading();
    private @Nullable Closeable connection; // guarded by this
    private boolean cancelled; // guarded by this

    Pull(EngineCalls calls) {
        this.calls = calls;
    }

    ResultCallback<PullResponseItem> reading() {
        return reading;
    }

    /** Returns its end: true, or an {@link EngineException} with the words of the registry. */
    public CompletionStage<Boolean> end() {
        return end.minimalCompletionStage();
    }

    /** Returns how many steps of progress the engine has told; grows while it gets on. */
    public long steps() {
        return steps.get();
    }

    /** Gives it up; the engine keeps the layers it has. */
    public synchronized void cancel() {
        cancelled = true;
        end.completeExceptionally(EngineException.unanswered("the pull was given up", null));
        disconnect();
    }

    private synchronized void connected(Closeable stream) {
        connection = stream;
        if (cancelled) {
            disconnect();
        }
    }

    private synchronized void disconnect() {
        Closeable open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no use any more, closed or not.
                connection = null;
            }
        }
    }

    /** What the library calls. */
    private final class Reading implements ResultCallback<PullResponseItem> {
        // The engine answers 200 first and tells of failure as progress.
        private volatile @Nullable String failure;

        @Override
        public void onStart(Closeable stream) {
            connected(stream);
        }

        @Override
        public void onNext(PullResponseItem item) {
            steps.incrementAndGet();
            PullResponseItem.ErrorDetail detail = item.getErrorDetail();
            if (detail != null && detail.getMessage() != null) {
                failure = detail.getMessage();
            }
        }

        @Override
        public void onError(Throwable cause) {
            end.completeExceptionally(calls.exceptionOf(cause));
        }

        @Override
        public void onComplete() {
            String said = failure;
            if (said == null) {
                end.complete(true);
            } else {
                end.completeExceptionally(EngineException.answered(502, said, null));
            }
        }

        @Override
        public void close() {
            cancel();
        }
    }
}
