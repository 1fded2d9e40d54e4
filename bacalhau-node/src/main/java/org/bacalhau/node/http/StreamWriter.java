package org.bacalhau.node.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.TextSource;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/**
 * Writes answers that come piece by piece: the next piece is asked for when the last is written, so that a slow reader holds up
 * nothing but itself, and no thread waits. Safe for any thread.
 */
final class StreamWriter {
    private static final int LARGEST_MESSAGE = 64 * 1024;

    private final Semaphore free;
    private final int limit;
    private final Duration idle;
    private final Set<TextSource> open = ConcurrentHashMap.newKeySet(); // bounded by the permits
    private final TransferLimit transfers;
    private volatile boolean closed;

    StreamWriter(HttpLimits limits, TransferLimit transfers) {
        this.transfers = transfers;
        this.limit = limits.streams();
        this.free = new Semaphore(limit);
        this.idle = limits.idle();
    }

    /**
     * Begins to write.
     *
     * @throws Refusal if too many streams are open, or the request is none for a WebSocket
     */
    void write(Exchange exchange, Answer.Stream stream) {
        TextSource source = counted(stream.source());
        try {
            switch (stream.kind()) {
                case EVENTS -> writeEvents(exchange, source);
                case MESSAGES -> upgrade(exchange, source);
            }
        } catch (RuntimeException refused) {
            source.close();
            if (stream.kind() == Answer.Kind.MESSAGES) {
                exchange.response().getHeaders().put("Sec-WebSocket-Version", "13");
            }
            exchange.closeAfterwards(); // what follows may be frames already
            throw refused;
        }
    }

    private TextSource counted(TextSource source) {
        if (closed || !free.tryAcquire()) {
            source.close();
            throw Refusal.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    closed ? "the server is closing" : "all " + limit + " streams of this server are in use",
                    "try again later");
        }
        CountedSource counted = new CountedSource(source, ended -> {
            if (open.remove(ended)) {
                free.release();
            }
        });
        open.add(counted);
        if (closed) {
            counted.close();
        }
        return counted;
    }

    private void writeEvents(Exchange exchange, TextSource source) {
        exchange.response().setStatus(200);
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.EVENTS);
        exchange.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        new EventLoop(exchange, source, transfers).next();
    }

    private void upgrade(Exchange exchange, TextSource source) {
        if (!"websocket".equalsIgnoreCase(exchange.request().getHeaders().get(HttpHeader.UPGRADE))) {
            throw Refusal.unreadable(
                    "logs are sent over a WebSocket", "send the headers of a WebSocket handshake (RFC 6455)");
        }
        if (!isOwnOrigin(exchange)) {
            throw Refusal.of(
                    ErrorCode.PERMISSION_DENIED, "Forbidden", "pages of another origin may not open WebSockets here");
        }
        ServerWebSocketContainer container =
                ServerWebSocketContainer.get(exchange.request().getContext());
        container.setIdleTimeout(idle);
        container.setMaxTextMessageSize(LARGEST_MESSAGE);
        container.setMaxBinaryMessageSize(LARGEST_MESSAGE);
        boolean upgraded = container.upgrade(
                (request, response, callback) -> new LogSocket(source, transfers),
                exchange.request(),
                exchange.response(),
                exchange.callback());
        if (!upgraded) {
            throw Refusal.unreadable("Bad Request", "use version 13 of the WebSocket protocol");
        }
    }

    private static boolean isOwnOrigin(Exchange exchange) {
        String origin = exchange.request().getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null) {
            return true;
        }
        int scheme = origin.indexOf("://");
        String host = exchange.request().getHeaders().get(HttpHeader.HOST);
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }

    /** Ends all streams, and those that begin later at once. */
    void close() {
        closed = true;
        open.forEach(TextSource::close);
    }

    private record EventLoop(Exchange exchange, TextSource source, TransferLimit transfers) {
        void next() {
            source.next().whenComplete((text, failure) -> {
                if (failure != null || text.isEmpty()) {
                    source.close();
                    exchange.response().write(true, ByteBuffer.allocate(0), exchange.callback());
                } else {
                    ByteBuffer bytes = ByteBuffer.wrap(text.get().getBytes(StandardCharsets.UTF_8));
                    Runnable written = transfers.beginWriting(exchange);
                    exchange.response()
                            .write(false, bytes, Callback.from(written, Callback.from(this::next, this::lost)));
                }
            });
        }

        private void lost(Throwable failure) {
            source.close();
            exchange.callback().failed(failure);
        }
    }
}
