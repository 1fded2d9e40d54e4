package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.util.Locale;
import org.bacalhau.core.logs.LogChunk;

/** A program wrote more to one of its output streams than the node keeps. Thrown to the engine that writes. */
public final class OutputLimitExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    private final LogChunk.Stream stream;
    private final long limitBytes;

    OutputLimitExceededException(LogChunk.Stream stream, long limitBytes) {
        super("the program wrote more than " + limitBytes + " bytes to " + nameOf(stream)
                + ", which is the most this node keeps");
        this.stream = stream;
        this.limitBytes = limitBytes;
    }

    static String nameOf(LogChunk.Stream stream) {
        return stream.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the stream that was written to. */
    public LogChunk.Stream stream() {
        return stream;
    }

    /** Returns the most that is kept of the stream, in bytes. */
    public long limitBytes() {
        return limitBytes;
    }
}
