package org.bacalhau.node.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.bacalhau.client.api.ErrorBody;
import org.bacalhau.client.api.ErrorBody.ApiFault;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why a request failed, in the original's form with codes and hints of ours (http-api.md §5.1). Stateless. */
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private static final Set<Integer> LATER = Set.of(429, 503, 507); // the same request may be answered later
    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_SECONDS = "1";

    private ErrorAnswers() {}

    /**
     * Returns the answer to a request that failed. A fault of this software is written to the log; the caller only learns the
     * request's id.
     *
     * @param contentType the media type of the group of routes
     */
    static Answer.Whole of(Throwable thrown, String contentType, String requestId) {
        Throwable fault = causeOf(thrown);
        if (fault instanceof Refusal refusal) {
            return answer(
                    refusal.status(), refusal.failure(), refusal.faults(), contentType, requestId, refusal.headers());
        }
        if (fault instanceof ValidationException invalid) {
            return answer(400, invalid.failure(), invalid.faults(), contentType, requestId, Map.of());
        }
        if (fault instanceof BacalhauException refused && refused.code() != ErrorCode.INTERNAL) {
            return answer(refused.code().httpStatus(), refused.failure(), List.of(), contentType, requestId, Map.of());
        }
        LOG.error("request {} failed by a fault of this software", requestId, fault);
        Failure failure = Failure.of(
                ErrorCode.INTERNAL, "Internal Server Error", "look for the request's id in the log of the node");
        return answer(500, failure, List.of(), contentType, requestId, Map.of());
    }

    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Returns the answer to a request for something that is not there. */
    static Answer.Whole unknownPath(String path, String requestId) {
        Failure failure = Failure.of(ErrorCode.NOT_FOUND, "Not Found", "routes are listed at /api/v1/openapi.json");
        return answer(404, failure, List.of(), contentTypeOf(path), requestId, Map.of());
    }

    /** Returns the answer to a request with a method that the route does not have. */
    static Answer.Whole wrongMethod(String path, Set<Method> allowed, String requestId) {
        String names = allowed.stream().map(Method::name).sorted().collect(Collectors.joining(", "));
        Failure failure = Failure.of(ErrorCode.INVALID_ARGUMENT, "Method Not Allowed", "use " + names);
        return answer(405, failure, List.of(), contentTypeOf(path), requestId, Map.of("Allow", names));
    }

    /** Returns the media type of errors below a path (http-api.md §1.4). */
    static String contentTypeOf(String path) {
        if (!path.startsWith("/api/v1/")) {
            return Answer.JSON_UTF_8;
        }
        return Answer.JSON;
    }

    private static Answer.Whole answer(
            int status,
            Failure failure,
            List<Fault> faults,
            String contentType,
            String requestId,
            Map<String, String> headers) {
        ErrorBody body = new ErrorBody(
                "code=" + status + ", message=" + failure.message(),
                failure.message(),
                failure.code().name(),
                failure.hint(),
                requestId,
                faults.stream().map(ApiFault::of).toList());
        return new Answer.Whole(status, contentType, body, withRetry(status, headers));
    }

    private static Map<String, String> withRetry(int status, Map<String, String> headers) {
        if (!LATER.contains(status) || headers.containsKey(RETRY_AFTER)) {
            return headers;
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(RETRY_AFTER, RETRY_SECONDS);
        return more;
    }
}
