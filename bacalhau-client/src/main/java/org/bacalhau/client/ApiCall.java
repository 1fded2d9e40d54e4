package org.bacalhau.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** One call of the API, before it is sent. Built by one thread, then not changed any more. */
final class ApiCall {
    private final String method;
    private final List<String> path;
    private final Map<String, List<String>> query = new LinkedHashMap<>();
    private byte @Nullable [] body;
    private @Nullable String idempotencyKey;
    private @Nullable Duration timeout;
    private boolean anonymous;

    private ApiCall(String method, List<String> path) {
        this.method = method;
        this.path = path;
    }

    /** Starts a call that changes nothing, and so may be sent again. */
    static ApiCall get(String... path) {
        return new ApiCall("GET", List.of(path));
    }

    /** Starts a call that changes something. */
    static ApiCall change(String method, Object body, String... path) {
        ApiCall call = new ApiCall(method, List.of(path));
        call.body = Json.write(body);
        return call;
    }

    /** Adds a parameter, unless it is empty. */
    ApiCall with(String name, String value) {
        if (!value.isEmpty()) {
            query.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        }
        return this;
    }

    ApiCall with(String name, boolean value) {
        return value ? with(name, "true") : this;
    }

    /** Names the change, so that a server that remembers it makes it once however often it is sent. */
    ApiCall once(String key) {
        idempotencyKey = key;
        return this;
    }

    /** Sets how long one try may take, instead of the client's setting. */
    ApiCall within(Duration limit) {
        timeout = limit;
        return this;
    }

    /** Leaves the token out, and does not log in if it is missing. */
    ApiCall anonymously() {
        anonymous = true;
        return this;
    }

    /**
     * Returns an id as one segment of a path.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} for a text that no id can be, or that would name another path
     */
    static String id(String what, String id) {
        boolean control = id.chars().anyMatch(Character::isISOControl);
        if (id.isBlank() || id.equals(".") || id.equals("..") || control) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT, "\"" + id.strip() + "\" is no id of a " + what, "check the id");
        }
        return id;
    }

    String method() {
        return method;
    }

    boolean changesNothing() {
        return body == null;
    }

    List<String> path() {
        return path;
    }

    Map<String, List<String>> query() {
        return query;
    }

    byte @Nullable [] body() {
        return body;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    boolean anonymous() {
        return anonymous;
    }
}
