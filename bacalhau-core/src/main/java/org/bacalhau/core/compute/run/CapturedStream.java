package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.bacalhau.core.logs.LogChunk;

/**
 * One output stream of a program, as its engine sees it: each write appends to the log. Safe for any thread. Closing has
 * no effect; the run ends when the engine says so.
 */
final class CapturedStream extends OutputStream {
    private final OutputLog log;
    private final LogChunk.Stream stream;

    CapturedStream(OutputLog log, LogChunk.Stream stream) {
        this.log = log;
        this.stream = stream;
    }

    @Override
    public void write(int value) throws IOException {
        log.append(stream, new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        log.append(stream, bytes, offset, length);
    }
}
