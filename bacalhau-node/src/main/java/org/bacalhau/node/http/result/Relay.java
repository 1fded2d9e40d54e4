package org.bacalhau.node.http.result;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import okhttp3.Request;
import okhttp3.Response;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Fetches results from compute nodes for clients that do not reach them. Nothing is kept: what a client has read is fetched. Safe
 * for any thread.
 */
final class Relay {
    private static final String[] ASKED = {"Range", "If-Range"};
    private static final String[] TOLD = {"Content-Range", "ETag", "Last-Modified", "Repr-Digest"};

    private final Upstream upstream;
    private final int most;
    private final Semaphore free;

    Relay(Upstream upstream, int most) {
        this.upstream = upstream;
        this.most = most;
        this.free = new Semaphore(most);
    }

    /**
     * Fetches a result, or the part of it that a call asks for.
     *
     * @param link where it lies
     * @return fails with {@code UPSTREAM_FAILED} if it cannot be had there, with a {@link Refusal} if there is no such part
     * @throws Refusal if too many results are relayed at a time
     */
    CompletionStage<Answer> fetch(StoredResult result, String link, Call call) {
        if (!free.tryAcquire()) {
            throw Refusal.of(
                            ErrorCode.RESOURCE_EXHAUSTED,
                            "all " + most + " results that this node relays at a time are in use",
                            "try again later")
                    .with("Retry-After", "5");
        }
        Upstream.Sent sent;
        try {
            sent = upstream.send(request(link, call), Duration.ZERO);
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
        return sent.answer().handle((response, failure) -> {
            Answer answer = null;
            try {
                answer = answer(result, sent, response, failure);
                return answer;
            } finally {
                if (answer == null) {
                    if (response != null) {
                        response.close();
                    }
                    free.release();
                }
            }
        });
    }

    private static Request request(String link, Call call) {
        Request.Builder request = new Request.Builder().url(link).header("Accept-Encoding", "identity");
        for (String name : ASKED) {
            if (!call.header(name).isEmpty()) {
                request.header(name, call.header(name));
            }
        }
        return request.build();
    }

    private Answer answer(
            StoredResult result, Upstream.Sent sent, @Nullable Response response, @Nullable Throwable failure) {
        if (response == null) {
            throw failed(
                    result,
                    failure instanceof IOException ? String.valueOf(failure.getMessage()) : failure + "",
                    failure);
        }
        int status = response.code();
        if (status == 416) {
            throw Refusal.withStatus(
                            416,
                            ErrorCode.INVALID_ARGUMENT,
                            "the range is not within the result",
                            "ask for bytes that are there, or for the whole")
                    .with("Content-Range", response.header("Content-Range", "bytes */*"));
        }
        if (status == 404 || status == 410) {
            throw Refusal.withStatus(
                    410,
                    ErrorCode.NOT_FOUND,
                    "the compute node at " + result.address().getAuthority() + " does not keep the result any more",
                    "run the job again");
        }
        if (status != 200 && status != 206) {
            throw failed(result, "it answers with status " + status, null);
        }
        requirePublished(result, response);
        Map<String, String> headers = ArchiveAnswers.commonHeaders(result.file());
        for (String name : TOLD) {
            String value = response.header(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        RelayedBytes bytes = new RelayedBytes(sent.call(), response, upstream.threads(), free::release);
        return new Answer.Bytes(status, response.body().contentLength(), headers, bytes);
    }

    /** Lets nothing pass but what was published, as far as that can be told before it is there. */
    private static void requirePublished(StoredResult result, Response response) {
        long length = response.body().contentLength();
        if (response.code() == 200 && result.size() >= 0 && length != result.size()) {
            throw failed(result, "it sends " + length + " bytes instead of " + result.size(), null);
        }
        String digest = response.header("Repr-Digest", "");
        String published = result.sha256().map(ArchiveAnswers::reprDigest).orElse("");
        if (!digest.isEmpty() && !published.isEmpty() && !digest.equals(published)) {
            throw failed(result, "it sends something of the digest " + digest + " instead of " + published, null);
        }
    }

    private static CompletionException failed(StoredResult result, String problem, @Nullable Throwable cause) {
        return new CompletionException(new BacalhauException(
                Failure.of(
                        ErrorCode.UPSTREAM_FAILED,
                        "the result cannot be had from the compute node at "
                                + result.address().getAuthority() + ": " + problem,
                        "have the compute node advertise an address that this requester reaches, or publish to a store"),
                cause));
    }
}
