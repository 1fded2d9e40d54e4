package org.bacalhau.node.http;

import java.nio.ByteBuffer;
import java.util.List;
import org.bacalhau.client.api.ErrorBody;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Answer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Says what Jetty itself refuses, such as headers that are too long, in the form of all other errors. */
final class JsonErrorHandler implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        @Nullable Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        int status = response.getStatus();
        String text = message == null ? "the request cannot be answered" : message.toString();
        ErrorBody body = new ErrorBody(
                "code=" + status + ", message=" + text,
                text,
                (status < 500 ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNAVAILABLE).name(),
                status < 500 ? "check the request's line and headers" : "try again later",
                "",
                List.of());
        byte[] bytes = Json.write(body);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.JSON_UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }
}
