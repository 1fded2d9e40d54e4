package org.bacalhau.node.http;

import java.nio.ByteBuffer;
import org.bacalhau.node.http.route.TextSource;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a source has over a WebSocket, and closes it at the end. What the other side sends is not wanted. Public because
 * Jetty calls nothing else; of no use outside of this package.
 */
public final class LogSocket implements Session.Listener.AutoDemanding {
    private final TextSource source;
    private final TransferLimit transfers;

    LogSocket(TextSource source, TransferLimit transfers) {
        this.source = source;
        this.transfers = transfers;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        // A log may be silent for as long as its program is; that a reader is gone shows when something is sent to it.
        session.addIdleTimeoutListener(timeout -> {
            session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            return false;
        });
        next(session);
    }

    private void next(Session session) {
        source.next().whenComplete((text, failure) -> {
            if (failure == null && text.isPresent()) {
                Runnable sent = transfers.begin(session::disconnect);
                session.sendText(
                        text.get(),
                        Callback.from(
                                () -> {
                                    sent.run();
                                    next(session);
                                },
                                lost -> {
                                    sent.run();
                                    source.close();
                                }));
            } else {
                source.close();
                session.close(StatusCode.NORMAL, "", Callback.NOOP);
            }
        });
    }

    @Override
    public void onWebSocketText(String message) {
        // Read only so that what is too long or no text is refused.
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason) {
        source.close();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        source.close();
    }
}
