package org.bacalhau.core.requester;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.RunOutput;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored of the output of an execution that has ended: standard output, then standard error. For one
 * reader at a time.
 */
final class StoredLogReader implements LogReader {
    // Two pieces at most: the summary keeps each stream whole.
    private final ArrayDeque<LogChunk> chunks = new ArrayDeque<>(2);

    StoredLogReader(@Nullable RunOutput output) {
        if (output != null) {
            add(LogChunk.Stream.STDOUT, output.stdout());
            add(LogChunk.Stream.STDERR, output.stderr());
        }
    }

    private void add(LogChunk.Stream stream, String text) {
        if (!text.isEmpty()) {
            chunks.add(new LogChunk(stream, text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public CompletionStage<Optional<LogChunk>> next() {
        return CompletableFuture.completedFuture(Optional.ofNullable(chunks.poll()));
    }

    @Override
    public void close() {
        chunks.clear();
    }
}
