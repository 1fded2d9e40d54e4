package org.bacalhau.node.http.result;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Response;
import org.bacalhau.node.http.route.ByteSource;

/** The body of an answer of another server, read as it is asked for, on threads that may wait. */
final class RelayedBytes implements ByteSource {
    private static final int PIECE = 64 * 1024;

    private final Call call;
    private final Response response;
    private final ExecutorService threads;
    private final Runnable onClose;
    private final byte[] buffer = new byte[PIECE];
    private final AtomicBoolean closed = new AtomicBoolean();

    RelayedBytes(Call call, Response response, ExecutorService threads, Runnable onClose) {
        this.call = call;
        this.response = response;
        this.threads = threads;
        this.onClose = onClose;
    }

    @Override
    public CompletionStage<ByteBuffer> next() {
        CompletableFuture<ByteBuffer> piece = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    piece.complete(read());
                } catch (IOException | RuntimeException e) {
                    piece.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            piece.completeExceptionally(new IOException("the server is closing", e));
        }
        return piece;
    }

    private synchronized ByteBuffer read() throws IOException {
        InputStream in = response.body().byteStream();
        return ByteBuffer.wrap(buffer, 0, Math.max(0, in.read(buffer)));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            call.cancel(); // ends a read that waits
            synchronized (this) {
                response.close();
            }
            onClose.run();
        }
    }
}
