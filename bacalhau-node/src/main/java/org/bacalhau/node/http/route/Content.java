package org.bacalhau.node.http.route;

import java.util.Objects;
import org.bacalhau.client.api.ApiList;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers if all goes well. Immutable.
 *
 * @param status the HTTP status
 * @param mediaType the media type; empty if there is no body
 * @param record the record that is written as JSON; null for JSON of no fixed form, or no JSON
 * @param item what a list holds; null if the record is no {@link ApiList}
 * @param ranges whether a part of it can be asked for
 */
public record Content(
        int status,
        String mediaType,
        @Nullable Class<?> record,
        @Nullable Class<?> item,
        boolean ranges) {
    /** The status of a part. */
    public static final int PARTIAL = 206;

    private static final int SWITCHING_PROTOCOLS = 101;

    public Content {
        Objects.requireNonNull(mediaType, "mediaType");
    }

    /** Returns JSON of a record. */
    public static Content json(Class<?> record) {
        return new Content(200, Answer.JSON, record, null, false);
    }

    /** Returns JSON of a list. */
    public static Content listOf(Class<?> item) {
        return new Content(200, Answer.JSON, ApiList.class, item, false);
    }

    /** Returns JSON of no fixed form. */
    public static Content anyJson(int status) {
        return new Content(status, Answer.JSON, null, null, false);
    }

    /** Returns plain text. */
    public static Content text() {
        return new Content(200, Answer.TEXT, null, null, false);
    }

    /** Returns events for as long as there are any. */
    public static Content events() {
        return new Content(200, Answer.EVENTS, null, null, false);
    }

    /** Returns a change to the WebSocket protocol. */
    public static Content webSocket() {
        return new Content(SWITCHING_PROTOCOLS, "", null, null, false);
    }

    /** Returns a file, or a range of it. */
    public static Content file(String mediaType) {
        return new Content(200, mediaType, null, null, true);
    }
}
