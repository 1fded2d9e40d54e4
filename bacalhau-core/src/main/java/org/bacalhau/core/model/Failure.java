package org.bacalhau.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Why something failed, as data that travels between nodes. Immutable.
 *
 * @param code what kind of failure
 * @param message what failed, with the thing and the value
 * @param hint what to do about it; empty if there is nothing sensible to say
 * @param retryable whether another try may succeed; usually as the code says
 */
public record Failure(ErrorCode code, String message, String hint, boolean retryable) {
    public Failure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
    }

    /** Returns a failure that may be retried if its code says so. */
    public static Failure of(ErrorCode code, String message, String hint) {
        return new Failure(code, message, hint, code.isRetryable());
    }

    /** Returns the same failure with {@code context} and a colon before its message. */
    public Failure in(String context) {
        return new Failure(code, context + ": " + message, hint, retryable);
    }

    /** Returns the details of an event that tells of this failure. */
    public Map<String, String> eventDetails() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(Event.IS_ERROR, "true");
        details.put(Event.FAILS_EXECUTION, "true");
        details.put(Event.ERROR_CODE, code.name());
        if (!hint.isEmpty()) {
            details.put(Event.HINT, hint);
        }
        if (retryable) {
            details.put(Event.RETRYABLE, "true");
        }
        return details;
    }
}
