package org.bacalhau.core.compute.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;

/** A log with a place for its file and threads for its answers. */
final class LogRig implements AutoCloseable {
    final Path path;
    final ExecutorService notifier = Executors.newFixedThreadPool(4);
    final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
    final AtomicInteger persistentWrites = new AtomicInteger();
    final OutputLog log;

    LogRig(Path directory) {
        this(directory, Long.MAX_VALUE);
    }

    LogRig(Path directory, long limitBytes) {
        path = directory.resolve("output.log");
        log = new OutputLog(limitBytes, () -> path, notifier, persistentWrites::incrementAndGet, faults::add);
    }

    void out(String text) throws IOException {
        log.stream(LogChunk.Stream.STDOUT).write(text.getBytes(UTF_8));
    }

    void err(String text) throws IOException {
        log.stream(LogChunk.Stream.STDERR).write(text.getBytes(UTF_8));
    }

    /** Returns the next piece, as {@code "STDOUT:text"}; empty at the end. */
    static String next(LogReader reader) throws Exception {
        Optional<LogChunk> chunk = reader.next().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return chunk.map(piece -> piece.stream() + ":" + new String(piece.bytes(), UTF_8))
                .orElse("");
    }

    /** Reads both streams to the end. */
    static String readAll(LogReader reader) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            Optional<LogChunk> chunk = reader.next().toCompletableFuture().get(30, TimeUnit.SECONDS);
            if (chunk.isEmpty()) {
                return all.toString(UTF_8);
            }
            assertThat(chunk.get().bytes().length).isBetween(1, FrameBuffer.MEMORY_BYTES);
            all.write(chunk.get().bytes());
        }
    }

    @Override
    public void close() throws InterruptedException {
        log.discard();
        notifier.shutdown();
        assertThat(notifier.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(faults).isEmpty();
    }
}
