package org.bacalhau.node.http.result;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks HTTP servers of nodes for results. Follows no redirects, uses no proxy, and never connects to link-local or multicast
 * addresses, where clouds keep their secrets. Safe for any thread.
 */
final class Upstream implements AutoCloseable {
    private static final int IDLE_CONNECTIONS = 16;
    private static final long IDLE_SECONDS = 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Duration idle;
    private final int most;
    private final UnaryOperator<OkHttpClient.Builder> trust;
    private final ExecutorService threads;
    // Made for the first request: it reads the JVM's certificates, which costs more than the rest of a node's start.
    private @Nullable OkHttpClient client;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param most how many requests are under way at a time; further ones wait
     * @param idle how long an answer may stand still
     * @param trust says whose certificates are trusted, if not the JVM
     */
    Upstream(int most, Duration idle, UnaryOperator<OkHttpClient.Builder> trust) {
        this.trust = trust;
        this.most = most;
        this.idle = idle;
        // No bound of its own: as many as there are requests under way and bodies that are read.
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new ThreadFactoryBuilder()
                        .setNameFormat("bacalhau-result-%d")
                        .setDaemon(true)
                        .build());
    }

    /** A request that is under way. */
    record Sent(Call call, CompletableFuture<Response> answer) {}

    /**
     * Sends a request. Whoever gets the answer closes it.
     *
     * @param limit how long all of it may take; zero for no limit
     */
    Sent send(Request request, Duration limit) {
        Call call = client().newCall(request);
        call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Response> answer = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                answer.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                if (!answer.complete(response)) {
                    response.close();
                }
            }
        });
        return new Sent(call, answer);
    }

    /** Returns the threads for work that waits for servers. */
    ExecutorService threads() {
        return threads;
    }

    private synchronized OkHttpClient client() {
        if (closed) {
            throw BacalhauException.of(ErrorCode.UNAVAILABLE, "the HTTP server is closed", "start the node again");
        }
        if (client == null) {
            // Its queue needs no bound: each entry has a caller that waits for it, of whom there is a bounded number.
            Dispatcher dispatcher = new Dispatcher(threads);
            dispatcher.setMaxRequests(most);
            dispatcher.setMaxRequestsPerHost(most);
            client = trust.apply(new OkHttpClient.Builder())
                    .dispatcher(dispatcher)
                    .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                    .proxy(Proxy.NO_PROXY)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .connectTimeout(CONNECT)
                    .readTimeout(idle)
                    .writeTimeout(idle)
                    // The last step before something is sent: no name that resolves otherwise a second time gets past
                    // it.
                    .addNetworkInterceptor(chain -> {
                        requireAllowed(chain.connection());
                        return chain.proceed(chain.request());
                    })
                    .build();
        }
        return client;
    }

    private static void requireAllowed(@Nullable Connection connection) throws IOException {
        InetAddress address = connection == null ? null : connection.socket().getInetAddress();
        if (address == null || address.isLinkLocalAddress() || address.isMulticastAddress()) {
            throw new IOException("connections to " + address + " are not allowed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.dispatcher().cancelAll();
            client.connectionPool().evictAll();
        }
        threads.shutdown();
    }
}
