package org.bacalhau.client;

import java.io.IOException;
import java.net.URI;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Requests for files. They carry nothing that is meant for a node, since they may go to any host. Stateless. */
final class FileRequests {
    /** Lets no redirection lead from a secure connection to one that is not. */
    static final Interceptor KEEP_SECURE = chain -> {
        if (chain.call().request().isHttps() && !chain.request().isHttps()) {
            throw new IOException(
                    "redirected from https to " + chain.request().url().redact());
        }
        return chain.proceed(chain.request());
    };

    private FileRequests() {}

    /**
     * Returns a request for a file, or the rest of one.
     *
     * @param start how many bytes are there already
     * @param validator the version of the file that they belong to; null if nothing is known of it
     */
    static Request get(URI address, long start, @Nullable String validator) {
        Request.Builder request = new Request.Builder()
                .url(address.toString())
                .header("User-Agent", VersionHeaders.ALL.getOrDefault("User-Agent", ""))
                // Lengths and digests are those of the file as it is.
                .header("Accept-Encoding", "identity");
        if (start > 0 && validator != null) {
            request.header("Range", "bytes=" + start + "-").header("If-Range", validator);
        }
        return request.build();
    }
}
