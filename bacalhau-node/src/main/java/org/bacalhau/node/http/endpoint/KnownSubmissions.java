package org.bacalhau.node.http.endpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bacalhau.client.api.PutJobResponse;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the latest submissions that came with an idempotency key, so that another try gives the same job. Safe for any
 * thread. What it knows does not outlive the server.
 */
final class KnownSubmissions {
    private static final int MOST = 100_000; // about 20 MB

    private final Map<String, Known> known = new LinkedHashMap<>() { // bounded by MOST
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > MOST;
                }
            };

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Known(byte[] digest, CompletableFuture<PutJobResponse> answer) {}

    /**
     * Returns the answer of the submission with this key, which is made now if there is none. A submission that failed is
     * forgotten, so that it can be tried again.
     *
     * @param key the key, with who uses it
     * @param body the submission
     * @param submit makes it
     * @throws Refusal {@code CONFLICT} if the key was used for another submission
     */
    CompletableFuture<PutJobResponse> answer(
            String key, byte[] body, Supplier<CompletableFuture<PutJobResponse>> submit) {
        byte[] digest = digest(body);
        CompletableFuture<PutJobResponse> answer = new CompletableFuture<>();
        synchronized (known) {
            @Nullable Known before = known.get(key);
            if (before != null) {
                if (!Arrays.equals(before.digest(), digest)) {
                    throw Refusal.of(
                            ErrorCode.CONFLICT,
                            "the idempotency key was used for another submission",
                            "use a new key for each submission, and the same for each try of one");
                }
                return before.answer();
            }
            known.put(key, new Known(digest, answer));
        }
        CompletionStage<PutJobResponse> made;
        try {
            made = submit.get();
        } catch (RuntimeException refused) {
            made = CompletableFuture.failedFuture(refused);
        }
        settle(key, answer, made);
        return answer;
    }

    private void settle(String key, CompletableFuture<PutJobResponse> answer, CompletionStage<PutJobResponse> made) {
        made.whenComplete((response, failure) -> {
            if (failure == null) {
                answer.complete(response);
            } else {
                synchronized (known) {
                    known.remove(key);
                }
                answer.completeExceptionally(failure);
            }
        });
    }

    private static byte[] digest(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
