package org.bacalhau.node.http.route;

import java.util.Map;
import java.util.Objects;

/** What goes back to a caller. */
public sealed interface Answer {
    /** JSON without a character set, as most routes send it. */
    String JSON = "application/json";

    /** JSON with a character set. */
    String JSON_UTF_8 = "application/json; charset=UTF-8";

    /** Server-sent events. */
    String EVENTS = "text/event-stream";

    /** Plain text. */
    String TEXT = "text/plain";

    /**
     * An answer that is written at once. Immutable.
     *
     * @param status the HTTP status
     * @param contentType the media type
     * @param body a text that is sent as it is if the media type is not JSON; otherwise something that is written as JSON
     * @param headers further headers
     */
    record Whole(int status, String contentType, Object body, Map<String, String> headers) implements Answer {
        public Whole {
            Objects.requireNonNull(contentType, "contentType");
            Objects.requireNonNull(body, "body");
            headers = Map.copyOf(headers);
        }
    }

    /**
     * An answer that comes piece by piece, for as long as its source has any.
     *
     * @param kind how the pieces travel
     * @param source who has them
     */
    record Stream(Kind kind, TextSource source) implements Answer {
        public Stream {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * An answer of bytes that are sent as they are, read as fast as the caller takes them.
     *
     * @param status the HTTP status
     * @param length how many bytes there are; negative if that is not known
     * @param headers its headers, but for the length
     * @param source who has them; closed when they are sent, or are not wanted any more
     */
    record Bytes(int status, long length, Map<String, String> headers, ByteSource source) implements Answer {
        public Bytes {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(source, "source");
        }
    }

    /** Ways for pieces to travel. */
    enum Kind {
        /** Each is a text message of a WebSocket. */
        MESSAGES,
        /** Each is an event of a {@code text/event-stream}. */
        EVENTS
    }

    /** Returns a successful answer. */
    static Answer json(Object body) {
        return new Whole(200, JSON, body, Map.of());
    }
}
