package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A reader of an output log: a position in it, and nothing read ahead. For one reader at a time; {@link #close} may come
 * from any thread. Answers come on the log's notifier, but for those after the end or after {@code close}.
 */
final class LogFollower implements LogReader {
    private final OutputLog log;
    private final long limit;
    // Written by one answer at a time; the next one is asked for after it came.
    private volatile long position;
    private final AtomicReference<@Nullable CompletableFuture<Optional<LogChunk>>> pending = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    LogFollower(OutputLog log, long position, long limit) {
        this.log = log;
        this.position = position;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Optional<LogChunk>> next() {
        CompletableFuture<Optional<LogChunk>> answer = new CompletableFuture<>();
        if (!pending.compareAndSet(null, answer)) {
            throw new IllegalStateException("asked for a piece of output before the last one came");
        }
        if (closed.get()) {
            complete(answer, Optional.empty());
        } else {
            log.answerWhenReadable(this);
        }
        return answer;
    }

    /** Tells whether it waits for output behind {@code end}; one that goes no further than its limit never does. */
    boolean isAtEnd(long end) {
        return position == end && position < limit;
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Answers what was asked, if there is output or no more will come; else waits again, as after an empty write. */
    void answer() {
        CompletableFuture<Optional<LogChunk>> answer = pending.get();
        if (answer == null) {
            return;
        }
        try {
            // Asked before looking: what comes between the two is seen, or waited for.
            boolean complete = position >= limit || log.isFinished();
            LogChunk chunk = position < limit ? log.chunkAt(position) : null;
            if (chunk != null) {
                position += FrameBuffer.HEADER_BYTES + chunk.bytes().length;
                complete(answer, Optional.of(chunk));
            } else if (complete) {
                close();
            } else {
                log.answerWhenReadable(this);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fail(answer, ErrorCode.INTERNAL, "the output of the execution cannot be read: " + Causes.describe(e), e);
        }
    }

    /** Answers that the notifier takes no more work. */
    void refuse(Throwable cause) {
        CompletableFuture<Optional<LogChunk>> answer = pending.get();
        if (answer != null) {
            fail(answer, ErrorCode.UNAVAILABLE, "the node is closing and gives no more output", cause);
        }
    }

    private void fail(CompletableFuture<Optional<LogChunk>> answer, ErrorCode code, String message, Throwable cause) {
        boolean isAwaited = pending.compareAndSet(answer, null);
        // Before the answer: whoever gets it and asks again finds the end.
        close();
        if (isAwaited) {
            answer.completeExceptionally(new BacalhauException(
                    Failure.of(code, message, "read the output that is reported with the execution"), cause));
        }
    }

    private void complete(CompletableFuture<Optional<LogChunk>> answer, Optional<LogChunk> value) {
        if (pending.compareAndSet(answer, null)) {
            answer.complete(value);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            log.closed(this);
        }
        CompletableFuture<Optional<LogChunk>> answer = pending.get();
        if (answer != null) {
            complete(answer, Optional.empty());
        }
    }
}
