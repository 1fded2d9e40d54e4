package org.bacalhau.node.storage.url;

import java.io.IOException;
import java.time.Duration;

/** A server answered with a status that may be another one next time. */
final class TransientStatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TransientStatusException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** Returns how long the server asks to wait; zero if it does not say. */
    Duration retryAfter() {
        return retryAfter;
    }
}
