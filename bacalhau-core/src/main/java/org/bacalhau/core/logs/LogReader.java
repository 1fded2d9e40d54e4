package org.bacalhau.core.logs;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads a log from front to back. For one reader at a time; {@link #close} may come from any thread. */
public interface LogReader extends AutoCloseable {

    /**
     * Asks for the next piece. Ask again only after the last answer came.
     *
     * @return completes with the piece, when there is one; empty at the end of the log or after {@link #close}; fails
     *     with a {@link org.bacalhau.core.model.BacalhauException} if the log cannot be read any more
     */
    CompletionStage<Optional<LogChunk>> next();

    /** Ends reading. May be called any number of times. */
    @Override
    void close();
}
