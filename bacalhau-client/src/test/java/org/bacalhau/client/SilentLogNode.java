package org.bacalhau.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * Sends {@code a} and then nothing, until it was asked often enough whether the execution still runs; then {@code b} and
 * the end. A second connection gets everything at once.
 */
final class SilentLogNode extends Dispatcher {
    private final int patience;
    private final boolean ended;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicReference<WebSocket> open = new AtomicReference<>();

    /**
     * Creates the node.
     *
     * @param patience after how many questions the log goes on
     * @param ended whether the execution has ended
     */
    SilentLogNode(int patience, boolean ended) {
        this.patience = patience;
        this.ended = ended;
    }

    int connections() {
        return connections.get();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (request.getTarget().contains("/executions")) {
            if (questions.incrementAndGet() == patience) {
                finish(open.get());
            }
            return TestNode.json(
                            200,
                            "{\"Items\":[{\"ID\":\"e-1\",\"ComputeState\":{\"StateType\":" + (ended ? 7 : 5) + "}}]}")
                    .build();
        }
        boolean first = connections.incrementAndGet() == 1;
        return new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket socket, Response response) {
                        socket.send("{\"value\":{\"Type\":1,\"Line\":\"a\"}}");
                        open.set(socket);
                        if (!first) {
                            finish(socket);
                        }
                    }
                })
                .build();
    }

    private static void finish(WebSocket socket) {
        socket.send("{\"value\":{\"Type\":1,\"Line\":\"b\"}}");
        socket.close(1000, "");
    }
}
