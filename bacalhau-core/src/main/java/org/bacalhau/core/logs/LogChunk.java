package org.bacalhau.core.logs;

import java.util.Arrays;
import java.util.Objects;

/**
 * A piece of a program's output: a line, several, or part of one. Immutable by convention: nobody changes the bytes.
 *
 * @param stream which stream it was written to
 * @param bytes what was written, never empty
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below; a copy for each piece of output would cost
public record LogChunk(Stream stream, byte[] bytes) {
    /** The two output streams of a program, with their numbers on the wire. */
    public enum Stream {
        STDOUT(1),
        STDERR(2);

        private final int wireNumber;

        Stream(int wireNumber) {
            this.wireNumber = wireNumber;
        }

        /** Returns the number used on the wire. */
        public int wireNumber() {
            return wireNumber;
        }
    }

    public LogChunk {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(bytes, "bytes");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogChunk chunk && stream == chunk.stream && Arrays.equals(bytes, chunk.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * stream.hashCode() + Arrays.hashCode(bytes);
    }

    /** Returns the stream and the number of bytes; output itself does not belong into logs. */
    @Override
    public String toString() {
        return stream + "[" + bytes.length + " B]";
    }
}
