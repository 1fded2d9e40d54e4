package org.bacalhau.core.compute;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;

/** Reads a log that is still to come. For one reader at a time; the loop says what comes of it. */
final class AwaitedLog implements LogReader {
    private static final LogReader NOTHING = new LogReader() {
        @Override
        public CompletionStage<Optional<LogChunk>> next() {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public void close() {}
    };

    private final CompletableFuture<LogReader> log = new CompletableFuture<>();

    /** There is a log now. */
    void begin(LogReader opened) {
        if (!log.complete(opened)) {
            opened.close();
        }
    }

    /** There will be none. */
    void end() {
        log.complete(NOTHING);
    }

    /** There will be none, for a reason that the reader should know. */
    void fail(BacalhauException cause) {
        log.completeExceptionally(cause);
    }

    /** Tells whether nobody waits any more. */
    boolean isSettled() {
        return log.isDone();
    }

    @Override
    public CompletionStage<Optional<LogChunk>> next() {
        return log.thenCompose(LogReader::next);
    }

    @Override
    public void close() {
        if (!log.complete(NOTHING) && !log.isCompletedExceptionally()) {
            log.join().close();
        }
    }
}
