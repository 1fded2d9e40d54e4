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

    /** Closes every part; throws the first failure with the others suppressed. */
    @Override
    public void close() {
        closed = true;
        @Nullable RuntimeException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                if (failure instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                if (first == null) {
                    first = new IllegalStateException("closing failed: " + failure.getMessage(), failure);
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
