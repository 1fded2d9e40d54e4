package org.bacalhau.node.http.result;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import okhttp3.Request;
import okhttp3.Response;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.publisher.local.PublishedArchive;
import org.jspecify.annotations.Nullable;

/** Asks a link of this node for its archive, as a client would, before anybody is told of it. Safe for any thread. */
final class OwnLinkCheck {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Upstream upstream;

    OwnLinkCheck(Upstream upstream) {
        this.upstream = upstream;
    }

    /**
     * Makes sure that a link leads to an archive. Blocks.
     *
     * @throws BacalhauException {@code UPSTREAM_FAILED} if it does not
     */
    void check(URI link, PublishedArchive archive) throws InterruptedException {
        Request request = new Request.Builder()
                .url(link.toString())
                .head()
                .header("Accept-Encoding", "identity")
                .build();
        Upstream.Sent sent = upstream.send(request, LIMIT);
        try (Response response = sent.answer().get()) {
            compare(link, archive, response);
        } catch (InterruptedException e) {
            sent.call().cancel();
            boolean unused = sent.answer().cancel(false);
            throw e;
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw unreachable(
                    link, cause instanceof IOException ? String.valueOf(cause.getMessage()) : cause.toString(), cause);
        }
    }

    private static void compare(URI link, PublishedArchive archive, Response response) {
        if (response.code() != 200) {
            throw unreachable(link, "it answers with status " + response.code(), null);
        }
        String length = response.header("Content-Length", "none");
        if (!length.equals(Long.toString(archive.size()))) {
            throw unreachable(link, "it has the length " + length + " instead of " + archive.size(), null);
        }
        String wanted = ArchiveAnswers.reprDigest(archive.sha256());
        String digest = response.header("Repr-Digest", "none");
        if (!digest.equals(wanted)) {
            throw unreachable(link, "it has the digest " + digest + " instead of " + wanted, null);
        }
    }

    private static BacalhauException unreachable(URI link, String problem, @Nullable Throwable cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.UPSTREAM_FAILED,
                        "the result cannot be had from " + link.getScheme() + "://" + link.getAuthority()
                                + ", where it would be published: " + problem,
                        "have the node advertise an address under which its HTTP server is reached, from this machine too"),
                cause);
    }
}
