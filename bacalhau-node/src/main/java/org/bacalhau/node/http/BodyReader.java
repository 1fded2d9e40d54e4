package org.bacalhau.node.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Refusal;
import org.eclipse.jetty.http.HttpHeader;

/** Reads bodies of a bounded length in a bounded time, without a thread that waits. Immutable. */
final class BodyReader {
    private final HttpLimits limits;

    BodyReader(HttpLimits limits) {
        this.limits = limits;
    }

    /**
     * Makes sure that a body is not announced to be so long that not even the rest of it is worth reading, nor too long by a
     * client that waits for leave to send it.
     *
     * @throws Refusal if it is
     */
    void checkLength(Exchange exchange) {
        long length = exchange.request().getLength();
        boolean waits = exchange.request().getHeaders().contains(HttpHeader.EXPECT, "100-continue");
        if (length > IncomingBody.mostDiscarded(limits.largestBody()) || waits && length > limits.largestBody()) {
            exchange.closeAfterwards();
            throw tooLarge();
        }
    }

    /** Reads the body; fails with a {@link Refusal} if it is too long or too slow. */
    CompletableFuture<byte[]> read(Exchange exchange) {
        if (exchange.request().getLength() == 0) {
            return CompletableFuture.completedFuture(new byte[0]);
        }
        IncomingBody body = new IncomingBody(exchange.request(), limits.largestBody(), this::tooLarge);
        body.run();
        return body.result()
                .orTimeout(limits.transfer().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    exchange.closeAfterwards();
                    throw explain(failure);
                });
    }

    private RuntimeException explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        if (cause instanceof TimeoutException) {
            return tooSlow();
        }
        return Refusal.unreadable("the body could not be read: " + cause.getMessage(), "send it again");
    }

    private Refusal tooLarge() {
        return Refusal.withStatus(
                413,
                ErrorCode.INVALID_ARGUMENT,
                "Request Entity Too Large",
                "send at most " + limits.largestBody() + " bytes; put large inputs where nodes can fetch them");
    }

    private Refusal tooSlow() {
        return Refusal.withStatus(
                408,
                ErrorCode.DEADLINE_EXCEEDED,
                "the body has not arrived within " + limits.transfer().toMillis() + " ms",
                "send it faster, or in smaller requests");
    }
}
