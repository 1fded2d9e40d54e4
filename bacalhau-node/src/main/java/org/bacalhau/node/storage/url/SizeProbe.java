package org.bacalhau.node.storage.url;

import com.google.common.primitives.Longs;
import java.io.IOException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * Asks a server how long a file is, without fetching it: by HEAD, and where the server does not like that (signed URLs are
 * good for GET only), by asking for the first byte. Used by one caller.
 */
final class SizeProbe implements Retries.Attempt<Long> {
    /** The server does not tell. */
    static final long UNKNOWN = 0;

    private static final long ASK_OTHERWISE = -1;
    private static final Headers WHOLE = Headers.of("Accept-Encoding", "identity");
    private static final Headers FIRST_BYTE = Headers.of("Accept-Encoding", "identity", "Range", "bytes=0-0");

    private final HttpCalls calls;
    private final HttpUrl url;

    SizeProbe(HttpCalls calls, HttpUrl url) {
        this.calls = calls;
        this.url = url;
    }

    @Override
    public Long run() throws IOException, InterruptedException {
        long length = calls.follow("HEAD", url, WHOLE, (response, redirects) -> lengthByHead(response));
        return length == ASK_OTHERWISE
                ? calls.follow("GET", url, FIRST_BYTE, (response, redirects) -> lengthByRange(response))
                : Long.valueOf(length);
    }

    private static long lengthByHead(Response response) throws IOException {
        int status = response.code();
        boolean clientFault = status >= 400 && status < 500;
        boolean otherwise = clientFault && status != Statuses.NOT_FOUND && status != Statuses.GONE || status == 501;
        if (otherwise && !Statuses.isTransient(status)) {
            return ASK_OTHERWISE;
        }
        Statuses.requireSuccess(response);
        return contentLength(response);
    }

    private static long lengthByRange(Response response) throws IOException {
        if (response.code() == Statuses.RANGE_NOT_SATISFIABLE) {
            // An empty file has no first byte.
            return UNKNOWN;
        }
        Statuses.requireSuccess(response);
        if (response.code() != Statuses.PARTIAL_CONTENT) {
            return contentLength(response);
        }
        String range = response.header("Content-Range", "");
        return parse(range.substring(range.indexOf('/') + 1));
    }

    private static long contentLength(Response response) {
        return parse(response.header("Content-Length", ""));
    }

    private static long parse(String number) {
        Long length = Longs.tryParse(number.trim());
        return length == null || length < 0 ? UNKNOWN : length;
    }
}
