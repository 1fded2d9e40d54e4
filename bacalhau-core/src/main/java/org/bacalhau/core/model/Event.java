package org.bacalhau.core.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened to a job or an execution, in words for its owner. Immutable.
 *
 * @param topic what was being done; one of {@link EventTopic}, or another text from another implementation
 * @param message what happened
 * @param timestamp when; {@link #NO_TIME} if nothing happened that needs saying
 * @param details further facts; well-known keys are {@link #IS_ERROR}, {@link #HINT}, {@link #RETRYABLE} and
 *     {@link #FAILS_EXECUTION}
 */
public record Event(String topic, String message, Instant timestamp, Map<String, String> details) {
    /** The zero time of the wire: year 1. */
    public static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    /** No event. */
    public static final Event NONE = new Event("", "", NO_TIME, Map.of());

    /** Detail key; {@code "true"} if the event tells of an error. */
    public static final String IS_ERROR = "IsError";

    /** Detail key; what to do about it. */
    public static final String HINT = "Hint";

    /** Detail key; {@code "true"} if another try may succeed. */
    public static final String RETRYABLE = "Retryable";

    /** Detail key; {@code "true"} if the execution ends by it. */
    public static final String FAILS_EXECUTION = "FailsExecution";

    /** Detail key; the {@link ErrorCode}. Ours; the original has none. */
    public static final String ERROR_CODE = "ErrorCode";

    public Event {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(timestamp, "timestamp");
        details = Map.copyOf(details);
    }

    /** Returns an event without details. */
    public static Event of(EventTopic topic, String message, Instant now) {
        return new Event(topic.text(), message, now, Map.of());
    }

    /** Returns an event that tells of a failure. */
    public static Event of(EventTopic topic, Failure failure, Instant now) {
        return new Event(topic.text(), failure.message(), now, failure.eventDetails());
    }
}
