package org.bacalhau.core.transport;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;

/** A log of a few chunks that are there already. Safe for any thread. */
public final class ListLogReader implements LogReader {
    private final Queue<LogChunk> rest;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Creates a reader of these chunks. */
    public ListLogReader(List<LogChunk> chunks) {
        rest = new ArrayDeque<>(chunks);
    }

    /** Returns the latch that opens when the reader is closed. */
    public CountDownLatch closed() {
        return closed;
    }

    @Override
    public synchronized CompletionStage<Optional<LogChunk>> next() {
        return CompletableFuture.completedStage(
                closed.getCount() == 0 ? Optional.empty() : Optional.ofNullable(rest.poll()));
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
