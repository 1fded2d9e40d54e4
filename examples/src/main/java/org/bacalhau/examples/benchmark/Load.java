package org.bacalhau.examples.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.requester.Requester;

/** Submits the same job many times and waits for the ends. */
final class Load {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Load() {}

    /** Runs jobs one after another and returns the time of each in milliseconds, sorted. */
    static double[] oneInFlight(Requester requester, JobSpec spec, int jobs) {
        double[] millis = new double[jobs];
        for (int i = 0; i < jobs; i++) {
            long start = System.nanoTime();
            check(runOne(requester, spec).join());
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    /** Keeps {@code inFlight} jobs unfinished until {@code jobs} have ended, and returns jobs per second. */
    static double manyInFlight(Requester requester, JobSpec spec, int inFlight, int jobs) throws InterruptedException {
        Semaphore slots = new Semaphore(inFlight);
        AtomicInteger failed = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            slots.acquire();
            CompletableFuture<Job> end = runOne(requester, spec);
            var unused = end.whenComplete((job, failure) -> {
                if (failure != null || job.state() != JobState.COMPLETED) {
                    failed.incrementAndGet();
                }
                slots.release();
            });
        }
        slots.acquire(inFlight);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " of " + jobs + " jobs did not complete");
        }
        return jobs / seconds;
    }

    private static CompletableFuture<Job> runOne(Requester requester, JobSpec spec) {
        return requester
                .submit(spec)
                .thenCompose(submitted -> requester.awaitEnd(submitted.job().id(), PATIENCE));
    }

    private static void check(Job job) {
        if (job.state() != JobState.COMPLETED) {
            throw new IllegalStateException("job " + job.id() + " ended " + job.status());
        }
    }

    static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))];
    }
}
