package org.bacalhau.node.http.route;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One request to one route. Immutable by convention: nobody changes the bytes.
 *
 * @param variables the values in the path, still encoded
 * @param query the parameters
 * @param headers the headers, names in lower case, of several equal ones the first
 * @param body the body; no bytes if there is none
 * @param caller who is calling
 * @param client the address from which the call comes, perhaps that of a proxy; null if that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each body would cost
public record Call(
        Map<String, String> variables,
        Query query,
        Map<String, String> headers,
        byte[] body,
        Caller caller,
        @Nullable InetAddress client) {
    public Call {
        variables = Map.copyOf(variables);
        Objects.requireNonNull(query, "query");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(caller, "caller");
    }

    /** Returns a header; empty if it was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /**
     * Returns the value of a variable of the route's path, decoded.
     *
     * @throws Refusal if it cannot be decoded, or is nothing that could name something
     */
    public String variable(String name) {
        String raw = Objects.requireNonNull(variables.get(name), name);
        String value;
        try {
            // The decoder is made for forms, in which a plus stands for a blank.
            value = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.unreadable(
                    "the path cannot be decoded at \"" + raw + "\"", "write % only before two hexadecimal digits");
        }
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.unreadable("\"" + raw + "\" is no " + name, "write the id as lists show it");
        }
        return value;
    }

    /**
     * Reads the body.
     *
     * @return empty if there is none
     * @throws Refusal if it is not JSON of such a record
     */
    public <T> Optional<T> json(Class<T> type) {
        if (body.length == 0) {
            return Optional.empty();
        }
        String mediaType = header("Content-Type");
        if (!mediaType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Refusal.withStatus(
                    415,
                    ErrorCode.INVALID_ARGUMENT,
                    "code=415, message=Unsupported Media Type",
                    "send JSON with the header Content-Type: application/json");
        }
        String encoding = header("Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw Refusal.withStatus(
                    415,
                    ErrorCode.INVALID_ARGUMENT,
                    "bodies with Content-Encoding " + encoding + " are not read",
                    "send the body as it is");
        }
        try {
            return Optional.of(Json.read(body, type));
        } catch (MalformedJsonException e) {
            throw Refusal.unreadable(describe(e), e.failure().hint());
        }
    }

    // As near to the original's words as another parser allows (http-api.md §5.2).
    private static String describe(MalformedJsonException fault) {
        String problem = fault.failure().message();
        return switch (fault.kind()) {
            case TRUNCATED -> "code=400, message=unexpected EOF, internal=unexpected EOF";
            case SYNTAX -> "code=400, message=Syntax error: offset=" + fault.offset() + ", error=" + problem;
            case WRONG_TYPE ->
                "code=400, message=Unmarshal type error: field=" + fault.path() + ", offset=" + fault.offset()
                        + ", error=" + problem;
            case TOO_LARGE -> "code=400, message=" + problem;
        };
    }
}
