package org.bacalhau.core.compute.bid;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects the body of a response up to a limit; one that is longer fails. Called by the HTTP client, one call at a time. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final int limitBytes;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    BoundedBody(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int size = buffer.remaining();
            if (collected.size() + (long) size > limitBytes) {
                refuse(collected.size() + (long) size);
                return;
            }
            byte[] bytes = new byte[size];
            buffer.get(bytes);
            collected.write(bytes, 0, size);
        }
    }

    private void refuse(long size) {
        if (subscription != null) {
            subscription.cancel();
        }
        result.completeExceptionally(new IOException("http result too large (" + size + " > " + limitBytes + ")"));
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(collected.toByteArray());
    }
}
