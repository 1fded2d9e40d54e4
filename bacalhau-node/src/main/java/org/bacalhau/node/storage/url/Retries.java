package org.bacalhau.node.storage.url;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.runtime.Backoff;

/**
 * Tries again what failed with an {@link IOException}, after a wait. The number of tries in a row without progress is
 * bounded by the back-off; each step of progress is of a stated size, so that a file's size bounds their number. Immutable.
 */
final class Retries {
    private final Backoff backoff;
    private final Pause pause;

    Retries(Backoff backoff, Pause pause) {
        this.backoff = backoff;
        this.pause = pause;
    }

    /**
     * Tries until it succeeds.
     *
     * @param what what is tried, for the message
     * @throws BacalhauException {@code UPSTREAM_FAILED} when all tries are used up; or what the attempt threw
     */
    <T> T run(String what, Attempt<T> attempt) throws InterruptedException {
        int tries = 0;
        int failures = 0;
        while (true) {
            tries++;
            try {
                return attempt.run();
            } catch (IOException e) {
                failures = attempt.advanced() ? 1 : failures + 1;
                if (!backoff.allowsRetryAfter(failures)) {
                    throw givenUp(what, tries, e);
                }
                pause.rest(delay(failures, e));
            }
        }
    }

    private Duration delay(int failures, IOException failure) {
        Duration own = backoff.delayAfter(failures);
        if (!(failure instanceof TransientStatusException status)) {
            return own;
        }
        Duration asked = status.retryAfter();
        if (asked.compareTo(own) <= 0) {
            return own;
        }
        return asked.compareTo(backoff.maximum()) < 0 ? asked : backoff.maximum();
    }

    private static BacalhauException givenUp(String what, int tries, IOException cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.UPSTREAM_FAILED,
                        what + ": giving up after " + tries + " attempt(s): " + reason(cause),
                        "check that the server is reachable from the node, or try again later"),
                cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause.toString();
        }
        // Java says no more than the name.
        return cause instanceof UnknownHostException ? "unknown host " + message : message;
    }

    /** Something to be tried. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException, InterruptedException;

        /** Tells whether the tries since the last call brought the matter forward. */
        default boolean advanced() {
            return false;
        }
    }
}
