package org.bacalhau.core;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Closes parts in the reverse order in which they were added, whatever fails meanwhile. Guarded by its owner. */
final class CloseStack implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Closes every part; throws the first failure with the others suppressed. An interrupt of the calling thread does not
     * keep parts from closing in order; it is kept for the caller.
     */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        @Nullable IllegalStateException first = null;
        while (!parts.isEmpty()) {
            interrupted |= Thread.interrupted();
            @Nullable Throwable failure = failureOfClosing(parts.pop());
            interrupted |= failure instanceof InterruptedException;
            if (first != null && failure != null) {
                first.addSuppressed(failure);
            } else if (failure != null) {
                first = new IllegalStateException("closing failed: " + failure, failure);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (first != null) {
            throw first;
        }
    }

    // Also an error must not leave the other parts open.
    private static @Nullable Throwable failureOfClosing(AutoCloseable part) {
        try {
            part.close();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    /** Closes every part because of a failure, which is told before those of closing. */
    void closeAfter(Throwable cause) {
        try {
            close();
        } catch (RuntimeException secondary) {
            cause.addSuppressed(secondary);
        }
    }
}
