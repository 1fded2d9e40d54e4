package org.bacalhau.node.storage.url;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.net.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.storage.url.GuardedSocketFactory.RefusedAddressException;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP requests that an interrupt ends at once. Safe for any thread.
 *
 * <p>A socket does not notice an interrupt. So requests run on threads of this class, where they can be cancelled by
 * closing their socket, while the caller waits for the answer.
 */
final class HttpCalls implements AutoCloseable {
    private static final int IDLE_CONNECTIONS = 8;
    private static final long IDLE_SECONDS = 20;

    private final UrlStorageConfig config;
    // Made for the first download: it reads the JVM's certificates, which costs more than the rest of a node's start.
    private @Nullable OkHttpClient client;
    private boolean closed;

    HttpCalls(UrlStorageConfig config) {
        this.config = config;
    }

    /**
     * Makes a request and follows redirects.
     *
     * @throws BacalhauException if it leads to where this node may not connect, through too many redirects, or what {@code
     *     reader} throws
     * @throws IOException if the network fails, or what {@code reader} throws
     * @throws InterruptedException if the caller was interrupted; the request is cancelled, but {@code reader} may still be
     *     running for a moment
     */
    <T> T follow(String method, HttpUrl url, Headers headers, Reader<T> reader)
            throws IOException, InterruptedException {
        HttpUrl current = url;
        for (int redirects = 0; redirects <= config.maximumRedirects(); redirects++) {
            int followed = redirects;
            Hop<T> hop = run(
                    request(method, current, headers),
                    response -> Statuses.isRedirect(response)
                            ? new Hop<>(target(response), null)
                            : new Hop<>(null, reader.read(response, followed)));
            if (hop.result() != null) {
                return hop.result();
            }
            current = Objects.requireNonNull(hop.next(), "next");
        }
        throw BacalhauException.of(
                ErrorCode.INPUT_UNAVAILABLE,
                "more than " + config.maximumRedirects() + " redirects from " + UrlSource.forPeople(url),
                "use the URL that the file really lies at");
    }

    private static Request request(String method, HttpUrl url, Headers headers) {
        Request.Builder request =
                new Request.Builder().url(url).method(method, null).headers(headers);
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            request.header("Authorization", Credentials.basic(url.username(), url.password()));
        }
        return request.build();
    }

    private static HttpUrl target(Response response) {
        String location = response.header("Location", "");
        HttpUrl target = response.request().url().resolve(location);
        if (target == null) {
            throw BacalhauException.of(
                    ErrorCode.INPUT_UNAVAILABLE,
                    UrlSource.forPeople(response.request().url()) + " redirects to what is no HTTP address",
                    "use the URL that the file really lies at");
        }
        return target;
    }

    private <T> Hop<T> run(Request request, Hopper<T> hopper) throws IOException, InterruptedException {
        Call call = client().newCall(request);
        CompletableFuture<Hop<T>> answer = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                answer.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                try (response) {
                    answer.complete(hopper.read(response));
                } catch (IOException | RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            }
        });
        try {
            return answer.get();
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        } catch (ExecutionException e) {
            throw explain(request.url(), Objects.requireNonNull(e.getCause(), "cause"));
        }
    }

    private IOException explain(HttpUrl url, Throwable cause) throws IOException {
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        requireOpen();
        if (isRefused(cause)) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.PERMISSION_DENIED,
                            "download from " + UrlSource.forPeople(url) + " is not allowed: " + url.host()
                                    + " is not a public address",
                            "use a public server, or ask the node's operator to allow that network"),
                    cause);
        }
        return (IOException) cause;
    }

    /** Tells whether all addresses that were tried are refused ones; one that is merely down may come up again. */
    private static boolean isRefused(@Nullable Throwable failure) {
        if (failure == null) {
            return false;
        }
        boolean refused = failure instanceof RefusedAddressException || isRefused(failure.getCause());
        for (Throwable other : failure.getSuppressed()) {
            refused &= isRefused(other);
        }
        return refused;
    }

    private synchronized OkHttpClient client() {
        requireOpen();
        if (client == null) {
            client = createClient();
        }
        return client;
    }

    private OkHttpClient createClient() {
        // Its queue needs no bound: each entry has a caller that waits for it.
        Dispatcher dispatcher = new Dispatcher(threads());
        dispatcher.setMaxRequests(config.maximumTransfers());
        dispatcher.setMaxRequestsPerHost(config.maximumTransfers());
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .socketFactory(new GuardedSocketFactory(new AddressPolicy(config.allowedNetworks())))
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.idleTimeout())
                .writeTimeout(config.idleTimeout())
                .build();
    }

    private static ExecutorService threads() {
        // No bound of its own: the dispatcher has one, and starts the next call while the last one's thread still ends.
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new ThreadFactoryBuilder()
                        .setNameFormat("bacalhau-download-%d")
                        .setDaemon(true)
                        .build());
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw BacalhauException.of(ErrorCode.UNAVAILABLE, "downloads are closed", "start the node again");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.dispatcher().executorService().shutdown();
            client.dispatcher().cancelAll();
            client.connectionPool().evictAll();
        }
    }

    /** Reads an answer, on a thread of this class. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * Reads it.
         *
         * @param response the answer, which the caller of this method closes
         * @param redirects how many redirects led to it
         */
        T read(Response response, int redirects) throws IOException;
    }

    /** Where one request led: to another URL, or to a result. */
    private record Hop<T>(@Nullable HttpUrl next, @Nullable T result) {}

    private interface Hopper<T> {
        Hop<T> read(Response response) throws IOException;
    }
}
