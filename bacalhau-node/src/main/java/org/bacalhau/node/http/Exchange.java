package org.bacalhau.node.http;

import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A request with the way back to who sent it.
 *
 * @param request the request
 * @param response its answer
 * @param callback to be called once, when the answer is written
 * @param id by what name logs know the request
 * @param path the path that routes are looked up by, as sent
 */
record Exchange(Request request, Response response, Callback callback, String id, String path) {
    Exchange {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(response, "response");
        Objects.requireNonNull(callback, "callback");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(path, "path");
    }

    /** Has the connection closed after the answer, since what is left of the request is not going to be read. */
    void closeAfterwards() {
        response.getHeaders().put("Connection", "close");
    }
}
