package org.bacalhau.node.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;

/**
 * Gathers a body as it arrives. Of one that is too long the rest is read too, within bounds, and thrown away: a client that is
 * cut off while it sends does not read why. For one reader at a time.
 */
final class IncomingBody implements Runnable {
    private static final int DISCARDED_LIMITS = 2; // of how many more bodies at the limit the rest may be as long

    private final Content.Source source;
    private final int limit;
    private final Supplier<? extends RuntimeException> tooLarge;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(); // bounded by the limit
    private long length;

    IncomingBody(Content.Source source, int limit, Supplier<? extends RuntimeException> tooLarge) {
        this.source = source;
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    /** Returns how long a body may be that is read although it is too long. */
    static long mostDiscarded(int limit) {
        return (long) limit * (1 + DISCARDED_LIMITS);
    }

    /** Returns the body, or why there is none. */
    CompletableFuture<byte[]> result() {
        return result;
    }

    /** Reads what is there, and goes on when there is more. */
    @Override
    public void run() {
        while (!result.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                result.completeExceptionally(length > limit ? tooLarge.get() : chunk.getFailure());
                return;
            }
            take(chunk);
        }
    }

    private void take(Content.Chunk chunk) {
        length += chunk.remaining();
        if (length <= limit) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes, 0, bytes.length);
            gathered.writeBytes(bytes);
        }
        boolean last = chunk.isLast();
        chunk.release();
        if (length > mostDiscarded(limit) || last && length > limit) {
            result.completeExceptionally(tooLarge.get());
        } else if (last) {
            result.complete(gathered.toByteArray());
        }
    }
}
