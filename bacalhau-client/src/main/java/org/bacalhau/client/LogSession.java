package org.bacalhau.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.LogMessage;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a log's reading (http-api.md §8). The HTTP client calls it from one thread at a time; a call that
 * takes long slows the node down, not this machine's memory.
 */
final class LogSession extends WebSocketListener {
    private static final int NORMAL_END = 1000;
    private static final long LONGEST_REFUSAL = 64 * 1024;

    private final LogFollower follower;
    private volatile boolean done;
    private volatile long messages;
    private volatile @Nullable Future<?> watch;

    LogSession(LogFollower follower) {
        this.follower = follower;
    }

    /**
     * Looks after the connection while nothing comes. A program may be silent for hours, and the original answers no ping;
     * so the node is asked in another way whether the execution still runs.
     */
    void watch(WebSocket socket, ClientParts parts, boolean follow) {
        if (!follow) {
            return;
        }
        Watch watcher = new Watch(socket);
        try {
            long silence = parts.settings().idleTimeout().toMillis();
            watch = parts.timer().scheduleWithFixedDelay(watcher::look, silence, silence, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            socket.cancel();
        }
        if (done) {
            stopWatching();
        }
    }

    private void stopWatching() {
        Future<?> watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
    }

    /** Confined to the timer, but for the answer. */
    private final class Watch {
        private final WebSocket socket;
        private long seen;
        private volatile boolean ended;

        Watch(WebSocket socket) {
            this.socket = socket;
        }

        void look() {
            if (messages != seen) {
                seen = messages;
                ended = false;
                return;
            }
            if (ended) {
                // The end of the execution is old news, but the end of its log has not come.
                socket.cancel();
                return;
            }
            Futures.whenDone(follower.stillRuns(), (runs, failure) -> {
                if (failure != null) {
                    socket.cancel();
                } else {
                    ended = !runs;
                }
            });
        }
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        follower.opened();
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        messages++;
        if (done) {
            return;
        }
        try {
            LogMessage message = Json.read(text, LogMessage.class);
            if (!message.error().isEmpty()) {
                end();
                follower.fail(errorOf(message.error()));
                socket.cancel();
            } else if (!message.value().line().isEmpty()) {
                follower.take(
                        message.value().type() == LogChunk.Stream.STDERR.wireNumber()
                                ? LogChunk.Stream.STDERR
                                : LogChunk.Stream.STDOUT,
                        message.value().line());
            }
        } catch (RuntimeException e) {
            // What came is no message, or the reader wants no more.
            end();
            follower.fail(e);
            socket.cancel();
        }
    }

    private static ApiException errorOf(String text) {
        return ApiException.withoutAnswer(Failure.of(ApiErrors.codeOfText(text), text, ""), "", null);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
        onMessage(socket, bytes.string(StandardCharsets.UTF_8));
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        if (end()) {
            if (code == NORMAL_END) {
                follower.ended();
            } else {
                follower.lost(ApiException.withoutAnswer(
                        Failure.of(
                                ErrorCode.UPSTREAM_FAILED,
                                String.format(Locale.ROOT, "the node closed the log with code %d %s", code, reason),
                                "read the log again"),
                        "",
                        null));
            }
        }
        socket.close(NORMAL_END, null);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        if (!end()) {
            return;
        }
        if (response != null && response.code() != 101) {
            refused(response);
        } else if (failure instanceof IOException broken) {
            follower.lost(ApiErrors.of(broken, follower.base(), ""));
        } else {
            follower.fail(failure);
        }
    }

    private void refused(Response response) {
        String requestId = response.header(ApiHeaders.REQUEST_ID, "");
        byte[] body;
        try (response) {
            body = response.peekBody(LONGEST_REFUSAL).bytes();
        } catch (IOException e) {
            follower.lost(ApiErrors.of(e, follower.base(), requestId));
            return;
        }
        ApiException cause = ApiErrors.of(new Answer(response.code(), body, requestId));
        if (response.code() == 401) {
            String header = response.request().header("Authorization");
            follower.refused(header == null ? null : header.replaceFirst("^Bearer ", ""), cause);
        } else {
            follower.lost(cause);
        }
    }

    private boolean end() {
        boolean first = !done;
        done = true;
        stopWatching();
        return first;
    }
}
