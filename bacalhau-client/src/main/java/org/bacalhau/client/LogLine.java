package org.bacalhau.client;

import java.util.Objects;
import org.bacalhau.core.logs.LogChunk;

/**
 * A piece of a program's output: a line with its end, several, or part of one. Immutable.
 *
 * @param stream which stream it was written to
 * @param text what was written, never empty
 */
public record LogLine(LogChunk.Stream stream, String text) {
    public LogLine {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(text, "text");
    }
}
