package org.bacalhau.client.api;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.bacalhau.core.model.Event;

/**
 * Something that happened, in words (http-api.md §14.7). Immutable.
 *
 * @param message what happened
 * @param topic what was being done
 * @param timestamp when; the year 1 if nothing happened, which is also read where the key is missing
 * @param details further facts
 */
public record ApiEvent(
        String message,
        String topic,
        Instant timestamp,
        @OmitEmpty @Texts Map<String, String> details) {
    /** No event. */
    public static final ApiEvent NONE = new ApiEvent("", "", Event.NO_TIME, Map.of());

    public ApiEvent {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(topic, "topic");
        timestamp = Objects.requireNonNullElse(timestamp, Event.NO_TIME);
        details = Map.copyOf(details);
    }
}
