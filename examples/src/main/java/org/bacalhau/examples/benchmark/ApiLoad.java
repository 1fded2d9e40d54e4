package org.bacalhau.examples.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.JobSpec;
import org.jspecify.annotations.Nullable;

/** The work of {@link Load}, done through the HTTP API of a node by the client SDK. Safe for any thread. */
final class ApiLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String COMPLETED = "Completed";

    private final BacalhauClient client;

    /** Opens a client that has at most {@code connections} calls under way. */
    ApiLoad(URI node, int connections) {
        client = BacalhauClient.builder(node).concurrentCalls(connections).build();
    }

    BacalhauClient client() {
        return client;
    }

    /** Runs jobs one after another and returns the time of each in milliseconds, sorted. */
    double[] oneInFlight(JobSpec spec, int jobs) {
        double[] millis = new double[jobs];
        for (int i = 0; i < jobs; i++) {
            long start = System.nanoTime();
            complete(spec).join();
            millis[i] = millisSince(start);
        }
        Arrays.sort(millis);
        return millis;
    }

    /** Keeps {@code inFlight} jobs unfinished until {@code jobs} have ended, and returns jobs per second. */
    double manyInFlight(JobSpec spec, int inFlight, int jobs) throws InterruptedException {
        return jobs / timed(inFlight, jobs, i -> complete(spec)).seconds();
    }

    /**
     * Submits {@code jobs} jobs, {@code inFlight} at a time. The time is that of the submissions alone, but this returns
     * when the jobs have ended, so that they are not in the way of what is measured next.
     */
    Timed submit(IntFunction<JobSpec> spec, int inFlight, int jobs) throws InterruptedException {
        String[] ids = new String[jobs];
        Timed submitted = timed(
                inFlight,
                jobs,
                i -> client.jobs().submitAsync(spec.apply(i)).thenAccept(answer -> ids[i] = answer.jobId()));
        timed(inFlight, jobs, i -> client.jobs().awaitAsync(ids[i], PATIENCE).thenApply(ApiLoad::checked));
        return submitted;
    }

    private CompletableFuture<ApiJob> complete(JobSpec spec) {
        return client.jobs()
                .submitAsync(spec)
                .thenCompose(answer -> client.jobs().awaitAsync(answer.jobId(), PATIENCE))
                .thenApply(ApiLoad::checked);
    }

    private static ApiJob checked(ApiJob job) {
        if (!job.state().stateType().equals(COMPLETED)) {
            throw new IllegalStateException("job " + job.id() + " ended " + job.state());
        }
        return job;
    }

    /** Does {@code call} {@code calls} times, {@code inFlight} at a time. */
    static Timed timed(int inFlight, int calls, IntFunction<CompletableFuture<?>> call) throws InterruptedException {
        Semaphore slots = new Semaphore(inFlight);
        AtomicInteger failed = new AtomicInteger();
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        double[] millis = new double[calls];
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            slots.acquire();
            int number = i;
            long begun = System.nanoTime();
            var unused = call.apply(i).whenComplete((answer, failure) -> {
                millis[number] = millisSince(begun);
                if (failure != null) {
                    failed.incrementAndGet();
                    first.compareAndSet(null, failure);
                }
                slots.release();
            });
        }
        slots.acquire(inFlight);
        double seconds = millisSince(start) / 1e3;
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " of " + calls + " calls failed", first.get());
        }
        Arrays.sort(millis);
        return new Timed(seconds, millis);
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * How long calls took.
     *
     * @param seconds all together
     * @param millis each of them, sorted
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Timed(double seconds, double[] millis) {
        double perSecond() {
            return millis.length / seconds;
        }
    }
}
