package org.bacalhau.client.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Turns the ways in which input and output report an interrupt into the one that the node knows. */
public final class Interruptions {
    private Interruptions() {}

    /**
     * Does the work.
     *
     * @throws InterruptedException if the work was ended by an interrupt, also where a channel or stream reported that as
     *     an {@link IOException}
     */
    public static <T> T unmasked(Work<T> work) throws IOException, InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            // Clears the flag, as every method that throws InterruptedException does.
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("interrupted while reading or writing");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** Stops here if the thread was interrupted. */
    static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Work that reads or writes. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }
}
