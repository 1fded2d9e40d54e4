package org.bacalhau.client;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/** What the groups of methods of one client share: connections, threads and the login. Safe for any thread. */
final class ClientParts implements AutoCloseable {
    private static final int MOST_LOGS = 1_000;
    private static final int DOWNLOADS = 4;
    private static final int WAITING_DOWNLOADS = 1_000;
    private static final long CLOSE_SECONDS = 5;

    private final ClientSettings settings;
    private final OkHttpClient http;
    private final OkHttpClient sockets;
    private final OkHttpClient files;
    private final ScheduledThreadPoolExecutor timer;
    private final Pauses pauses;
    private final ThreadPoolExecutor workers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Authentication calls;
    private final ApiConnection connection;

    ClientParts(ClientSettings settings) {
        this.settings = settings;
        http = settings.trust()
                .applyTo(new OkHttpClient.Builder())
                .dispatcher(dispatcher("bacalhau-client-call", settings.concurrentCalls()))
                .connectionPool(new ConnectionPool(settings.concurrentCalls(), 1, TimeUnit.MINUTES))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.requestTimeout())
                .writeTimeout(settings.requestTimeout())
                .callTimeout(settings.requestTimeout())
                // Its own retries would send a submission twice.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .eventListenerFactory(SentMark.listeners())
                .build();
        // A log keeps its thread as long as it is followed, so logs must not take those of the calls.
        sockets = http.newBuilder()
                .dispatcher(dispatcher("bacalhau-client-log", MOST_LOGS))
                .callTimeout(0, TimeUnit.MILLISECONDS)
                .build();
        files = http.newBuilder()
                .dispatcher(dispatcher("bacalhau-client-file", DOWNLOADS))
                .callTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(settings.idleTimeout())
                .followRedirects(true)
                .addNetworkInterceptor(FileRequests.KEEP_SECURE)
                .build();
        timer = new ScheduledThreadPoolExecutor(1, threads("bacalhau-client-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        pauses = new Pauses(timer);
        workers = new ThreadPoolExecutor(
                DOWNLOADS,
                DOWNLOADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_DOWNLOADS),
                threads("bacalhau-client-worker"));
        workers.allowCoreThreadTimeOut(true);
        connection = new ApiConnection(settings, http, pauses);
        calls = new Authentication(connection, settings, workers);
    }

    private static Dispatcher dispatcher(String name, int most) {
        // Threads are as many as calls under way, which the dispatcher bounds; the queue is bounded by who calls.
        Dispatcher dispatcher = new Dispatcher(new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads(name)));
        dispatcher.setMaxRequests(most);
        dispatcher.setMaxRequestsPerHost(most);
        return dispatcher;
    }

    private static ThreadFactory threads(String name) {
        return new ThreadFactoryBuilder()
                .setNameFormat(name + "-%d")
                .setDaemon(true)
                .build();
    }

    ClientSettings settings() {
        return settings;
    }

    /** Returns what sends calls, with the login. */
    Authentication calls() {
        return calls;
    }

    /** Returns what sends calls as they are. */
    ApiConnection connection() {
        return connection;
    }

    /** Returns the client for log streams. */
    OkHttpClient sockets() {
        return sockets;
    }

    /** Returns the client for downloads, which may go to any host: it must not be given a token. */
    OkHttpClient files() {
        return files;
    }

    /** Returns what does work after a while. */
    Pauses pauses() {
        return pauses;
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    /** Returns when the client is closed: lets a wait end early. */
    CountDownLatch closed() {
        return closed;
    }

    /** Work that blocks. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Runs work that blocks on a thread of the client; cancelling the future interrupts it. */
    <T> CompletableFuture<T> inBackground(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            var running = workers.submit(() -> {
                try {
                    result.complete(work.run());
                } catch (InterruptedException e) {
                    result.cancel(false);
                } catch (Throwable e) {
                    // Whatever it is, whoever waits has to learn of it.
                    result.completeExceptionally(e);
                }
            });
            Futures.cancelWith(result, running);
        } catch (RejectedExecutionException e) {
            boolean isClosed = closed.getCount() == 0;
            result.completeExceptionally(ApiException.withoutAnswer(
                    Failure.of(
                            isClosed ? ErrorCode.UNAVAILABLE : ErrorCode.RESOURCE_EXHAUSTED,
                            isClosed ? "the client is closed" : WAITING_DOWNLOADS + " downloads are waiting already",
                            isClosed ? "build another one" : "wait for some to end"),
                    "",
                    e));
        }
        return result;
    }

    @Override
    public void close() {
        closed.countDown();
        timer.shutdownNow();
        pauses.close();
        workers.shutdownNow();
        for (OkHttpClient client : new OkHttpClient[] {http, sockets, files}) {
            client.dispatcher().cancelAll();
            client.dispatcher().executorService().shutdown();
        }
        http.connectionPool().evictAll();
        join(workers);
        join(http.dispatcher().executorService());
        http.connectionPool().evictAll();
    }

    private static void join(ExecutorService threads) {
        try {
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
