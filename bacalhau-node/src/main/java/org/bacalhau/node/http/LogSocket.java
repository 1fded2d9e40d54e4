package org.bacalhau.node.http;

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

    LogSocket(TextSource source) {
        this.source = source;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        // A log may be silent for as long as its program is; a reader that is gone is noticed by the connection's end.
        session.addIdleTimeoutListener(timeout -> false);
        next(session);
    }

    private void next(Session session) {
        source.next().whenComplete((text, failure) -> {
            if (failure == null && text.isPresent()) {
                session.sendText(text.get(), Callback.from(() -> next(session), lost -> source.close()));
            } else {
                source.close();
                session.close(StatusCode.NORMAL, "", Callback.NOOP);
            }
        });
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
