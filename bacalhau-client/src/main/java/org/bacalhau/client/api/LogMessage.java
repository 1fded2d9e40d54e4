package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * One message of a log stream (http-api.md §8). Immutable.
 *
 * @param error why the stream ends; empty for output
 * @param value the output; always present
 */
public record LogMessage(
        @JsonProperty("error") @OmitEmpty String error,
        @JsonProperty("value") Value value) {
    public LogMessage {
        Objects.requireNonNull(error, "error");
        value = Objects.requireNonNullElse(value, Value.NONE);
    }

    /** Returns a message that ends the stream. */
    public static LogMessage ofError(String error) {
        return new LogMessage(error, Value.NONE);
    }

    /** Returns a message with output. */
    public static LogMessage ofOutput(int stream, String text) {
        return new LogMessage("", new Value(stream, text));
    }

    /**
     * Output of a program. Immutable.
     *
     * @param type 1 for standard output, 2 for standard error, 0 for neither
     * @param line a line with its end, several, or part of one
     */
    public record Value(int type, String line) {
        /** No output. */
        public static final Value NONE = new Value(0, "");

        public Value {
            Objects.requireNonNull(line, "line");
        }
    }
}
