package org.bacalhau.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.bacalhau.client.api.AuthResponse;
import org.bacalhau.client.api.ErrorBody;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.client.api.VersionGateBody;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/** Turns answers that tell of failures, and failures to get an answer, into exceptions. Stateless. */
final class ApiErrors {
    private static final int MOST_TEXT = 2_000;

    private ApiErrors() {}

    /** Returns the failure that an answer tells of. */
    static ApiException of(Answer answer) {
        ErrorBody body = bodyOf(answer);
        String requestId = body.requestId().isEmpty() ? answer.requestId() : body.requestId();
        // The original hides the reason of a status 500 in the other key.
        boolean hidden = answer.status() == 500 && !body.error().isEmpty();
        String message = shortened(hidden || body.message().isEmpty() ? body.error() : body.message());
        ErrorCode code = codeOf(answer.status(), body.code(), message);
        return new ApiException(
                Failure.of(code, message, body.hint().isEmpty() ? hintFor(answer.status()) : body.hint()),
                answer.status(),
                requestId,
                body.faults().stream().map(ErrorBody.ApiFault::toModel).toList(),
                null);
    }

    private static ErrorBody bodyOf(Answer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            try {
                ErrorBody body = Json.read(answer.body(), ErrorBody.class);
                VersionGateBody gate = Json.read(answer.body(), VersionGateBody.class);
                if (!gate.minVersion().isEmpty()) {
                    return withMessage(gate.error() + ": this client says " + gate.clientVersion() + ", the node wants "
                            + gate.minVersion() + " or newer");
                }
                if (answer.status() == 401 && text.contains("\"Authentication\"")) {
                    AuthResponse refusal = Json.read(answer.body(), AuthResponse.class);
                    return withMessage(
                            "login refused: " + refusal.authentication().reason());
                }
                if (!body.error().isEmpty() || !body.message().isEmpty()) {
                    return body;
                }
            } catch (MalformedJsonException notOurs) {
                return withMessage(text);
            }
        }
        return withMessage(text.isEmpty() ? "status " + answer.status() + " without a reason" : text);
    }

    private static ErrorBody withMessage(String message) {
        return new ErrorBody("", message, "", "", "", List.of());
    }

    private static String shortened(String message) {
        return message.length() <= MOST_TEXT ? message : message.substring(0, MOST_TEXT) + "…";
    }

    private static ErrorCode codeOf(int status, String name, String message) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElseGet(() -> status == 500 || status == 0 ? codeOfText(message) : codeOfStatus(status));
    }

    /** Returns the code of a text with which the original answers; it has the same status for all (http-api.md §5.6). */
    static ErrorCode codeOfText(String message) {
        if (message.contains("Multiple jobs found") || message.contains("multiple nodes found")) {
            return ErrorCode.AMBIGUOUS_ID;
        }
        if (message.contains("Job not found")
                || message.contains("bucket not found")
                || message.contains("nodeInfo not found")
                || message.contains("no executions found")
                || message.contains("unable to find execution")) {
            return ErrorCode.NOT_FOUND;
        }
        if (message.contains("already exists")) {
            return ErrorCode.ALREADY_EXISTS;
        }
        if (message.contains("cannot stop job in state")
                || message.contains("is in terminal state")
                || message.contains("node already ")) {
            return ErrorCode.CONFLICT;
        }
        if (message.contains("does not support results")) {
            return ErrorCode.UNSUPPORTED;
        }
        boolean checked = message.contains("validation failed")
                || message.contains("code=400")
                || message.startsWith("job ID contains")
                || message.startsWith("job Name contains");
        return checked ? ErrorCode.INVALID_ARGUMENT : ErrorCode.INTERNAL;
    }

    private static ErrorCode codeOfStatus(int status) {
        return switch (status) {
            case 401, 403 -> ErrorCode.PERMISSION_DENIED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 408, 504 -> ErrorCode.DEADLINE_EXCEEDED;
            case 409 -> ErrorCode.CONFLICT;
            case 410, 415, 422, 426, 501 -> ErrorCode.UNSUPPORTED;
            case 429 -> ErrorCode.RESOURCE_EXHAUSTED;
            case 502 -> ErrorCode.UPSTREAM_FAILED;
            case 503 -> ErrorCode.UNAVAILABLE;
            case 507 -> ErrorCode.STORAGE_FULL;
            default -> status >= 400 && status < 500 ? ErrorCode.INVALID_ARGUMENT : ErrorCode.INTERNAL;
        };
    }

    private static String hintFor(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> "use the address that the node names as the client's base URL";
            case 401 -> "log in, or give the client a key or answers that the node accepts";
            case 403 -> "ask the node's operator for access, or use a newer client";
            case 429 -> "send fewer requests at a time";
            default -> "";
        };
    }

    /** Returns the failure to get an answer at all. */
    static ApiException of(IOException failure, String base, String requestId) {
        ErrorCode code = ErrorCode.UPSTREAM_FAILED;
        String message = "no answer from " + base + ": " + failure.getMessage();
        String hint = "check the connection to the node";
        if (failure instanceof InterruptedIOException) {
            code = ErrorCode.DEADLINE_EXCEEDED;
            message = "no answer from " + base + " in time";
            hint = "try again, or allow more time";
        } else if (failure instanceof UnknownHostException) {
            code = ErrorCode.UNAVAILABLE;
            message = "there is no host " + failure.getMessage();
            hint = "check the host name of the node";
        } else if (failure instanceof ConnectException) {
            code = ErrorCode.UNAVAILABLE;
            message = "nobody listens at " + base;
            hint = "start the node, or check its address and port";
        } else if (failure instanceof SSLException) {
            message = "no trusted connection to " + base + ": " + failure.getMessage();
            hint = "check that the node speaks TLS, and name the certificate that it is to be trusted by";
        }
        return ApiException.withoutAnswer(Failure.of(code, message, hint), requestId, failure);
    }
}
