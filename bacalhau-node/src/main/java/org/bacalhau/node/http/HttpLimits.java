package org.bacalhau.node.http;

import java.time.Duration;
import java.util.Objects;

/**
 * What one server takes on at a time. Immutable; change single ones with the {@code with} methods.
 *
 * @param largestBody longest body of a request, in bytes
 * @param largestHeader longest line and headers of a request together, in bytes
 * @param connections how many connections may be open; more are not accepted until one closes
 * @param streams how many log and event streams may be open, and how many calls may wait for jobs; more are refused
 * @param idle a connection on which nothing moves for this long is closed
 * @param transfer how long the headers of a first request, a body, and a piece of an answer may each take on their way
 * @param drain how long requests in hand may take when the server closes
 */
public record HttpLimits(
        int largestBody,
        int largestHeader,
        int connections,
        int streams,
        Duration idle,
        Duration transfer,
        Duration drain) {
    /** The defaults; body limit and transfer time are those of the original (http-api.md §1.1). */
    public static final HttpLimits DEFAULT = new HttpLimits(
            10_000_000, 16 * 1024, 2_000, 1_000, Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(5));

    public HttpLimits {
        if (largestBody < 1 || largestHeader < 512 || connections < 1 || streams < 1) {
            throw new IllegalArgumentException("largestBody " + largestBody + ", connections " + connections
                    + " and streams " + streams + " must be at least 1, largestHeader " + largestHeader
                    + " at least 512");
        }
        requirePositive(idle, "idle");
        requirePositive(transfer, "transfer");
        requirePositive(drain, "drain");
    }

    private static void requirePositive(Duration duration, String name) {
        Objects.requireNonNull(duration, name);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " " + duration + " must be longer than zero");
        }
    }

    /** Returns these limits with others for bodies and headers. */
    public HttpLimits withSizes(int body, int header) {
        return new HttpLimits(body, header, connections, streams, idle, transfer, drain);
    }

    /** Returns these limits with others for connections and streams. */
    public HttpLimits withCounts(int connectionLimit, int streamLimit) {
        return new HttpLimits(largestBody, largestHeader, connectionLimit, streamLimit, idle, transfer, drain);
    }

    /** Returns these limits with other times. */
    public HttpLimits withTimes(Duration idleTime, Duration transferTime, Duration drainTime) {
        return new HttpLimits(largestBody, largestHeader, connections, streams, idleTime, transferTime, drainTime);
    }
}
