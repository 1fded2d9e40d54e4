package org.bacalhau.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls to one node, again where that is safe, and reads whole answers. Safe for any thread; futures complete on a
 * thread of the HTTP client.
 */
final class ApiConnection {
    /** Longest answer that is read, in bytes. */
    static final int LONGEST_ANSWER = 256 * 1024 * 1024;

    private static final String API = "api/v1";
    private static final MediaType JSON = MediaType.get("application/json");

    private final ClientSettings settings;
    private final OkHttpClient http;
    private final Pauses pauses;
    private final HttpUrl base;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Set<String> capabilities = Set.of();

    ApiConnection(ClientSettings settings, OkHttpClient http, Pauses pauses) {
        this.settings = settings;
        this.http = http;
        this.pauses = pauses;
        this.base = HttpUrl.get(settings.base());
    }

    /** Tells whether the node has said that it can do this beyond the original. */
    boolean offers(String capability) {
        return capabilities.contains(capability);
    }

    /**
     * Sends a call, without ever logging in.
     *
     * @param token the token to send; null for none
     * @return the answer, whose status is 200; fails with an {@link ApiException}. Cancelling it ends the call
     */
    CompletableFuture<Answer> send(ApiCall call, @Nullable String token) {
        int most = settings.concurrentCalls() + settings.waitingCalls();
        if (underWay.incrementAndGet() > most) {
            underWay.decrementAndGet();
            return CompletableFuture.failedFuture(ApiException.withoutAnswer(
                    Failure.of(
                            ErrorCode.RESOURCE_EXHAUSTED,
                            most + " calls are under way or waiting already",
                            "wait for some to end, or allow more calls at a time"),
                    "",
                    null));
        }
        Try first = new Try(call, requestFor(call, token));
        Futures.whenDone(first.result, (answer, failure) -> underWay.decrementAndGet());
        first.start();
        return first.result;
    }

    /** Returns the request of a call. */
    Request requestFor(ApiCall call, @Nullable String token) {
        HttpUrl.Builder url = base.newBuilder().addPathSegments(API);
        call.path().forEach(url::addPathSegment);
        call.query().forEach((name, values) -> values.forEach(value -> url.addQueryParameter(name, value)));
        Request.Builder request = new Request.Builder().url(url.build());
        VersionHeaders.ALL.forEach(request::header);
        request.header(ApiHeaders.REQUEST_ID, newRequestId());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (call.idempotencyKey() != null) {
            request.header(ApiHeaders.IDEMPOTENCY_KEY, call.idempotencyKey());
        }
        byte[] body = call.body();
        request.method(call.method(), body == null ? null : RequestBody.create(body, JSON));
        return request.tag(SentMark.class, new SentMark()).build();
    }

    private static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    }

    /** One call with all its tries. */
    private final class Try implements Callback {
        private final ApiCall call;
        private final Request request;
        private final CompletableFuture<Answer> result = new CompletableFuture<>();
        private volatile int failures;

        Try(ApiCall call, Request request) {
            this.call = call;
            this.request = request;
        }

        void start() {
            if (result.isDone()) {
                return;
            }
            sent().reset();
            Call next = http.newCall(request);
            if (call.timeout() != null) {
                next.timeout().timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
            }
            Futures.whenDone(result, (answer, failure) -> next.cancel());
            next.enqueue(this);
        }

        private SentMark sent() {
            return java.util.Objects.requireNonNull(request.tag(SentMark.class));
        }

        private String requestId() {
            return String.valueOf(request.header(ApiHeaders.REQUEST_ID));
        }

        @Override
        public void onFailure(Call sentCall, IOException failure) {
            ApiException explained = ApiErrors.of(failure, settings.base().toString(), requestId());
            // A time-out has used up what the caller allowed for one try.
            boolean unsent = !sent().isMarked();
            boolean worthIt = unsent || explained.code() != ErrorCode.DEADLINE_EXCEEDED;
            if (worthIt && (unsent || maySendAgain())) {
                again(Duration.ZERO, explained);
            } else {
                result.completeExceptionally(explained);
            }
        }

        @Override
        public void onResponse(Call sentCall, Response response) {
            try (response) {
                Answer answer = read(response);
                if (answer.status() == 200) {
                    noteCapabilities(response);
                    result.complete(answer);
                    return;
                }
                ApiException refused = ApiErrors.of(answer);
                if (isWorthAnotherTry(answer.status())) {
                    again(pauseAskedFor(response), refused);
                } else {
                    result.completeExceptionally(refused);
                }
            } catch (IOException e) {
                onFailure(sentCall, e);
            } catch (ApiException e) {
                result.completeExceptionally(e);
            }
        }

        private Answer read(Response response) throws IOException {
            BufferedSource source = response.body().source();
            if (source.request(LONGEST_ANSWER + 1L)) {
                throw ApiException.withoutAnswer(
                        Failure.of(
                                ErrorCode.RESOURCE_EXHAUSTED,
                                "the answer is longer than " + LONGEST_ANSWER + " bytes",
                                "ask for shorter pages"),
                        requestId(),
                        null);
            }
            String known = response.header(ApiHeaders.REQUEST_ID);
            return new Answer(response.code(), source.readByteArray(), known == null ? requestId() : known);
        }

        private boolean isWorthAnotherTry(int status) {
            return switch (status) {
                // The node's rate limiter answers before anything is done.
                case 429 -> true;
                case 502, 503, 504 -> maySendAgain();
                default -> false;
            };
        }

        private boolean maySendAgain() {
            return call.changesNothing() || call.idempotencyKey() != null && offers(ApiHeaders.IDEMPOTENCY);
        }

        private void again(Duration atLeast, ApiException cause) {
            failures++;
            if (!settings.retries().allowsRetryAfter(failures)) {
                result.completeExceptionally(cause);
                return;
            }
            long pause = Math.max(jittered(settings.retries().delayAfter(failures)), atLeast.toMillis());
            var planned = pauses.later(pause, this::start, () -> result.completeExceptionally(cause));
            Futures.whenDone(result, (answer, failure) -> planned.cancel(false));
        }
    }

    /** Returns half of a pause to the whole of it, so that clients that failed together do not come back together. */
    static long jittered(Duration pause) {
        long most = pause.toMillis();
        return most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    }

    private Duration pauseAskedFor(Response response) {
        String text = response.header("Retry-After", "");
        try {
            Duration pause = Duration.ofSeconds(Math.max(0, Long.parseLong(text)));
            Duration most = settings.retries().maximum();
            return pause.compareTo(most) < 0 ? pause : most;
        } catch (NumberFormatException noSeconds) {
            return Duration.ZERO;
        }
    }

    private void noteCapabilities(Response response) {
        String words = response.header(ApiHeaders.CAPABILITIES, "");
        Set<String> said = new TreeSet<>();
        for (String word : words.split(",", 50)) {
            said.add(word.strip());
        }
        if (!said.equals(capabilities)) {
            capabilities = said;
        }
    }
}
