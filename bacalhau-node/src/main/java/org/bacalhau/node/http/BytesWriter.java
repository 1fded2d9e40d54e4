package org.bacalhau.node.http;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.ByteSource;
import org.bacalhau.node.http.route.Refusal;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Writes answers of bytes: the next piece is read when the last is written, so that none costs more memory than a piece, and no
 * thread waits for a slow reader. They are never compressed: lengths, ranges and digests are those of the bytes as they are. Safe
 * for any thread.
 */
final class BytesWriter {
    private final Semaphore free;
    private final int limit;
    private final TransferLimit transfers;

    BytesWriter(HttpLimits limits, TransferLimit transfers) {
        this.limit = limits.streams();
        this.free = new Semaphore(limit);
        this.transfers = transfers;
    }

    /**
     * Begins to write.
     *
     * @throws Refusal if too many such answers are on their way
     */
    void write(Exchange exchange, Answer.Bytes answer) {
        if (exchange.request().getMethod().equals("HEAD")) {
            answer.source().close();
            writeHead(exchange, answer);
            exchange.response().write(true, ByteBuffer.allocate(0), exchange.callback());
            return;
        }
        if (!free.tryAcquire()) {
            answer.source().close();
            throw Refusal.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "all " + limit + " downloads that this server sends at a time are in use",
                    "try again later");
        }
        writeHead(exchange, answer);
        new Copy(exchange, answer.source()).iterate();
    }

    private static void writeHead(Exchange exchange, Answer.Bytes answer) {
        HttpFields.Mutable headers = exchange.response().getHeaders();
        answer.headers().forEach(headers::put);
        if (answer.length() >= 0) {
            headers.put(HttpHeader.CONTENT_LENGTH, answer.length());
        }
        exchange.response().setStatus(answer.status());
    }

    /** Goes on by iteration, since a fast reader would make a recursion as deep as the file is long. */
    private final class Copy extends IteratingCallback {
        private final Exchange exchange;
        private final ByteSource source;
        private volatile boolean ended;

        Copy(Exchange exchange, ByteSource source) {
            this.exchange = exchange;
            this.source = source;
        }

        @Override
        protected Action process() {
            if (ended) {
                return Action.SUCCEEDED;
            }
            CompletionStage<ByteBuffer> unused = source.next().whenComplete((piece, failure) -> {
                if (failure == null) {
                    write(piece);
                } else {
                    failed(failure);
                }
            });
            return Action.SCHEDULED;
        }

        private void write(ByteBuffer piece) {
            ended = !piece.hasRemaining();
            Runnable written = transfers.beginWriting(exchange);
            exchange.response().write(ended, piece, Callback.from(written, this));
        }

        @Override
        protected void onCompleteSuccess() {
            end();
            exchange.callback().succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            end();
            exchange.callback().failed(cause);
        }

        private void end() {
            source.close();
            free.release();
        }
    }
}
