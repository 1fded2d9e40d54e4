package org.bacalhau.node.executor.docker.engine;

import java.io.IOException;

/** Takes what a program writes. Called by one thread at a time. */
@FunctionalInterface
public interface OutputSink {
    /**
     * Takes a piece.
     *
     * @param toStderr whether it was written to standard error
     * @throws IOException if no more is taken; the log is not read on
     */
    void take(boolean toStderr, byte[] bytes) throws IOException;
}
