package org.bacalhau.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.WebSocket;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiRunOutput;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.runtime.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one log. Safe for any thread.
 *
 * <p>Each connection is a {@link LogSession}; there is never more than one, so all else needs no lock but the volatile
 * fields.
 */
public final class LogFollower implements AutoCloseable {
    private static final Backoff RECONNECTS = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 10);
    private static final Backoff START_LOOKS =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), Integer.MAX_VALUE);

    private final ClientParts parts;
    private final Jobs jobs;
    private final String jobId;
    private final LogOptions options;
    private final Consumer<LogLine> reader;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();
    private final CurrentStep step = new CurrentStep(completion);
    private final LogPosition position = new LogPosition();
    private final long startDeadline;
    private volatile String executionId;
    private volatile @Nullable WebSocket connected;
    private volatile int looks;
    private volatile int lostInARow;
    private volatile boolean opened;
    private volatile boolean resumed;

    LogFollower(ClientParts parts, Jobs jobs, String jobId, LogOptions options, Consumer<LogLine> reader) {
        this.parts = parts;
        this.jobs = jobs;
        this.jobId = jobId;
        this.options = options;
        this.reader = reader;
        this.executionId = options.executionId();
        this.startDeadline = System.nanoTime()
                + Math.min(
                                options.startTimeout().toMillis(),
                                Duration.ofDays(36_500).toMillis())
                        * 1_000_000;
    }

    /** Returns when everything was read; fails with what ended the reading early. Cancelling it ends the reading. */
    public CompletableFuture<Void> completion() {
        return completion;
    }

    /** Ends the reading: {@link #completion()} is then cancelled, unless it was complete. */
    @Override
    public void close() {
        completion.cancel(false);
    }

    void start() {
        Futures.whenDone(completion, (value, failure) -> {
            WebSocket socket = connected;
            if (socket != null) {
                socket.cancel();
            }
        });
        if (executionId.isEmpty()) {
            lookForExecution();
        } else {
            connect();
        }
    }

    // The execution is pinned before the first connection, so that a second one cannot lead to another execution.
    private void lookForExecution() {
        CompletableFuture<List<ApiExecution>> executions = jobs.executionsAsync(jobId, ExecutionOrder.MODIFIED, false);
        step.is(executions);
        Futures.whenDone(
                executions,
                (found, failure) -> guarded(() -> {
                    if (failure != null) {
                        completion.completeExceptionally(Futures.causeOf(failure));
                        return;
                    }
                    Optional<ApiExecution> chosen = chosen(found);
                    if (chosen.isPresent()) {
                        executionId = chosen.get().id();
                        connect();
                    } else if (options.follow() && System.nanoTime() < startDeadline) {
                        looks++;
                        later(ApiConnection.jittered(START_LOOKS.delayAfter(looks)), this::lookForExecution);
                    } else {
                        throw BacalhauException.of(
                                ErrorCode.NOT_FOUND,
                                "job " + jobId + " has no execution whose output can be read",
                                "wait until it runs, or name an execution");
                    }
                }));
    }

    private static Optional<ApiExecution> chosen(List<ApiExecution> executions) {
        return executions.stream()
                .filter(execution -> execution
                        .knownState()
                        .filter(ExecutionState::isDiscarded)
                        .isEmpty())
                .max(Comparator.comparingLong(ApiExecution::modifyTime));
    }

    private void connect() {
        ApiCall call = ApiCall.get("orchestrator", "jobs", jobId, "logs")
                .with("execution_id", executionId)
                .with("follow", options.follow())
                .with("tail", options.newOnly());
        position.restart();
        LogSession session = new LogSession(this);
        WebSocket socket = parts.sockets()
                .newWebSocket(parts.connection().requestFor(call, parts.calls().token()), session);
        session.watch(socket, parts, options.follow());
        connected = socket;
        if (completion.isDone()) {
            socket.cancel();
        }
    }

    /** Takes the news that a connection is there. */
    void opened() {
        opened = true;
    }

    /** Takes a piece of output. */
    void take(LogChunk.Stream stream, String text) {
        lostInARow = 0;
        position.unread(stream, text).ifPresent(rest -> {
            if (!completion.isDone()) {
                reader.accept(new LogLine(stream, rest));
            }
        });
    }

    /** Ends the reading with a failure. */
    void fail(Throwable failure) {
        completion.completeExceptionally(failure);
    }

    /** Takes the end of the log. */
    void ended() {
        if (!resumed) {
            completion.complete(null);
            return;
        }
        for (LogChunk.Stream stream : LogChunk.Stream.values()) {
            if (position.isShort(stream)) {
                fail(incomplete(null));
                return;
            }
        }
        requireWhole();
    }

    // A node of the original keeps only the beginning of the output of an execution that has ended.
    private void requireWhole() {
        CompletableFuture<List<ApiExecution>> executions = jobs.executionsAsync(jobId, ExecutionOrder.ID, false);
        step.is(executions);
        Futures.whenDone(executions, (found, failure) -> {
            if (failure != null) {
                fail(Futures.causeOf(failure));
                return;
            }
            boolean cut = found.stream()
                    .filter(execution -> execution.id().equals(executionId))
                    .anyMatch(execution -> isCut(execution.runOutput()));
            if (cut) {
                fail(incomplete(null));
            } else {
                completion.complete(null);
            }
        });
    }

    private boolean isCut(@Nullable ApiRunOutput output) {
        return output != null
                && (output.stdoutTruncated() && isSummary(LogChunk.Stream.STDOUT)
                        || output.stderrTruncated() && isSummary(LogChunk.Stream.STDERR));
    }

    // The summary with the line end that the node adds; a node that has the whole log sent more.
    private boolean isSummary(LogChunk.Stream stream) {
        return position.came(stream) <= RunOutput.SUMMARY_BYTES + 1;
    }

    private ApiException incomplete(@Nullable Throwable cause) {
        return ApiException.withoutAnswer(
                Failure.of(
                        ErrorCode.UPSTREAM_FAILED,
                        "the connection broke while the log of execution " + executionId
                                + " was read, and what was written since then cannot be had",
                        "publish the output as a result, or read the log again"),
                "",
                cause);
    }

    /** Takes the loss of a connection. */
    void lost(ApiException cause) {
        if (completion.isDone()) {
            return;
        }
        lostInARow++;
        boolean retryable = cause.httpStatus().isEmpty() || cause.code().isRetryable();
        if (!retryable || !RECONNECTS.allowsRetryAfter(lostInARow)) {
            fail(cause);
        } else if (options.newOnly() && opened) {
            // A second connection would begin at another place.
            fail(incomplete(cause));
        } else {
            resumed = opened;
            later(ApiConnection.jittered(RECONNECTS.delayAfter(lostInARow)), this::connect);
        }
    }

    /** Takes the refusal of the token that the connection was opened with; logs in and connects again, once in a row. */
    void refused(@Nullable String token, ApiException cause) {
        boolean canLogIn = parts.settings().key() != null || parts.settings().questions() != null;
        if (!canLogIn || lostInARow > 0) {
            fail(cause);
            return;
        }
        lostInARow++;
        Futures.whenDone(
                parts.calls().login(token),
                (renewed, failure) -> guarded(() -> {
                    if (failure == null) {
                        connect();
                    } else {
                        fail(Futures.causeOf(failure));
                    }
                }));
    }

    /** Asks whether the execution still runs; fails if the node cannot be reached. */
    CompletableFuture<Boolean> stillRuns() {
        return Futures.map(
                jobs.executionsAsync(jobId, ExecutionOrder.ID, false),
                found -> found.stream()
                        .filter(execution -> execution.id().equals(executionId))
                        .noneMatch(execution -> execution
                                .knownState()
                                .filter(ExecutionState::isTerminal)
                                .isPresent()));
    }

    String base() {
        return parts.settings().base().toString();
    }

    private void later(long pauseMillis, Runnable next) {
        step.is(parts.pauses()
                .later(
                        pauseMillis,
                        () -> guarded(next),
                        () -> fail(BacalhauException.of(
                                ErrorCode.UNAVAILABLE, "the client was closed", "build another one"))));
    }

    // A step that fails in an unforeseen way must not leave somebody waiting for ever.
    private void guarded(Runnable work) {
        if (completion.isDone()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }
}
