package org.bacalhau.node.http.endpoint;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.LogMessage;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.http.route.TextSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a log stream (http-api.md §8): one for each piece of output, or one that says why there is none. The log is
 * opened when the first message is asked for.
 */
final class LogMessages implements TextSource {
    private static final Logger LOG = LoggerFactory.getLogger(LogMessages.class);

    private final String job;
    private final Supplier<CompletionStage<LogReader>> opening;
    private final Utf8Pieces standardOutput = new Utf8Pieces();
    private final Utf8Pieces standardError = new Utf8Pieces();
    private @Nullable LogReader reader; // guarded by this
    private boolean closed; // guarded by this
    private boolean failed; // used by the one who asks

    /**
     * Creates the messages of a log.
     *
     * @param job the job, as the caller named it
     * @param opening opens the log
     */
    LogMessages(String job, Supplier<CompletionStage<LogReader>> opening) {
        this.job = job;
        this.opening = opening;
    }

    static CompletionStage<LogReader> open(
            Requester requester, JobId job, String execution, boolean newOnly, boolean follow) {
        if (!execution.isEmpty() && execution.isBlank()) {
            throw BacalhauException.of(
                    ErrorCode.NOT_FOUND,
                    "unable to find execution " + execution + " in job " + job,
                    "list the job's executions");
        }
        return requester.logs(job, execution.isEmpty() ? null : new ExecutionId(execution), newOnly, follow);
    }

    @Override
    public CompletionStage<Optional<String>> next() {
        if (failed) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return opened().thenCompose(this::read).exceptionally(failure -> {
            failed = true;
            return Optional.of(Json.text(LogMessage.ofError(describe(failure))) + "\n");
        });
    }

    private CompletionStage<LogReader> opened() {
        synchronized (this) {
            if (reader != null) {
                return CompletableFuture.completedFuture(reader);
            }
        }
        try {
            return opening.get().thenApply(this::keep);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private synchronized LogReader keep(LogReader opened) {
        reader = opened;
        if (closed) {
            opened.close();
        }
        return opened;
    }

    private CompletionStage<Optional<String>> read(LogReader from) {
        return from.next().thenCompose(chunk -> {
            if (chunk.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            String text = piecesOf(chunk.get()).add(chunk.get().bytes());
            // Nothing but the beginning of a character: what follows makes it whole.
            return text.isEmpty()
                    ? read(from)
                    : CompletableFuture.completedFuture(Optional.of(
                            Json.text(LogMessage.ofOutput(chunk.get().stream().wireNumber(), text)) + "\n"));
        });
    }

    private Utf8Pieces piecesOf(LogChunk chunk) {
        return switch (chunk.stream()) {
            case STDOUT -> standardOutput;
            case STDERR -> standardError;
        };
    }

    private String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String prefix = "failed to open log stream for job " + job + ": ";
        if (cause instanceof BacalhauException known && known.code() != ErrorCode.INTERNAL) {
            return known.code() == ErrorCode.INVALID_ARGUMENT
                    ? "code=400, message=" + known.failure().message()
                    : prefix + known.failure().message();
        }
        LOG.error("the log of job {} cannot be read", job, cause);
        return prefix + "Internal Server Error";
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reader != null) {
            reader.close();
        }
    }
}
