package org.bacalhau.node.storage.url;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.Response;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** What a server's status means for a download. */
final class Statuses {
    static final int PARTIAL_CONTENT = 206;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int GONE = 410;
    static final int RANGE_NOT_SATISFIABLE = 416;

    // Not 501 and 505, which say that the server will never do it.
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final long LONGEST_RETRY_AFTER_SECONDS = 3600;

    private Statuses() {}

    /** Tells whether the answer is somewhere else. */
    static boolean isRedirect(Response response) {
        return REDIRECTS.contains(response.code()) && response.header("Location") != null;
    }

    /** Tells whether the status may be another one next time. */
    static boolean isTransient(int status) {
        return TRANSIENT.contains(status);
    }

    /**
     * Returns if the server sends what was asked for.
     *
     * @throws TransientStatusException if it may do so later
     * @throws BacalhauException {@code INPUT_UNAVAILABLE} if it will not
     */
    static void requireSuccess(Response response) throws IOException {
        if (response.isSuccessful()) {
            return;
        }
        String message = "non-200 response from URL ("
                + UrlSource.forPeople(response.request().url()) + "): "
                + (response.code() + " " + response.message()).trim();
        if (isTransient(response.code())) {
            throw new TransientStatusException(message, retryAfter(response));
        }
        throw BacalhauException.of(ErrorCode.INPUT_UNAVAILABLE, message, hint(response.code()));
    }

    private static String hint(int status) {
        if (status == NOT_FOUND || status == GONE) {
            return "check the URL: the server has no such file";
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "use a URL that needs no login, such as a signed one that has not expired";
        }
        return "check that the URL can be downloaded with a plain GET request";
    }

    /** Only the form in seconds; a date would need a clock that agrees with the server's. */
    private static Duration retryAfter(Response response) {
        String header = response.header("Retry-After");
        Long seconds = header == null ? null : Longs.tryParse(header.trim());
        return seconds == null || seconds < 0
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS));
    }
}
