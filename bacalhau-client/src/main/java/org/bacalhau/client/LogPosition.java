package org.bacalhau.client;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.logs.LogChunk;

/**
 * How far a log was read, and what of a second reading is already known. Confined to one thread at a time.
 *
 * <p>A node always starts at the beginning of a log. So after a lost connection as many bytes of each stream are skipped
 * as were read before, however the node cuts the output into pieces.
 */
final class LogPosition {
    private static final class Count {
        /** Bytes handed on so far. */
        private long read;
        /** Bytes that came with the current connection. */
        private long came;
    }

    private final Map<LogChunk.Stream, Count> counts = new EnumMap<>(LogChunk.Stream.class);

    LogPosition() {
        for (LogChunk.Stream stream : LogChunk.Stream.values()) {
            counts.put(stream, new Count());
        }
    }

    private Count of(LogChunk.Stream stream) {
        return counts.getOrDefault(stream, new Count());
    }

    /** Begins again at the start of the log. */
    void restart() {
        counts.values().forEach(count -> count.came = 0);
    }

    /** Returns what of a piece was not read before; empty if it is all known. */
    Optional<String> unread(LogChunk.Stream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Count count = of(stream);
        long start = count.came;
        count.came += bytes.length;
        if (count.came <= count.read) {
            return Optional.empty();
        }
        int known = (int) Math.max(0, count.read - start);
        count.read = count.came;
        String rest = known == 0 ? text : new String(bytes, known, bytes.length - known, StandardCharsets.UTF_8);
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }

    /** Returns the bytes of a stream that came with the current connection. */
    long came(LogChunk.Stream stream) {
        return of(stream).came;
    }

    /** Tells whether the current connection brought less of a stream than was read before. */
    boolean isShort(LogChunk.Stream stream) {
        return of(stream).came < of(stream).read;
    }
}
