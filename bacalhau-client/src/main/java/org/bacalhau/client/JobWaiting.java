package org.bacalhau.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.runtime.Backoff;

/**
 * Waits for jobs to end. Safe for any thread.
 *
 * <p>Each look at the job asks the node to hold its answer until the job has ended. A node that cannot do that, as the
 * original, answers at once; only then are there pauses between the looks, which grow.
 */
final class JobWaiting {
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(25);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), Integer.MAX_VALUE);

    private final ClientParts parts;

    JobWaiting(ClientParts parts) {
        this.parts = parts;
    }

    CompletableFuture<ApiJob> start(String id, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("waiting for " + timeout);
        }
        Wait wait = new Wait(id, timeout);
        wait.look();
        return wait.result;
    }

    private static BacalhauException closed() {
        return BacalhauException.of(ErrorCode.UNAVAILABLE, "the client was closed", "build another one");
    }

    private final class Wait {
        private final String id;
        private final Duration timeout;
        private final long deadline;
        private final CompletableFuture<ApiJob> result = new CompletableFuture<>();
        private final CurrentStep step = new CurrentStep(result);
        private volatile int looks;

        Wait(String id, Duration timeout) {
            this.id = id;
            this.timeout = timeout;
            // Saturated: nobody waits for 292 years.
            long nanos = timeout.compareTo(Duration.ofDays(36_500)) > 0
                    ? Duration.ofDays(36_500).toNanos()
                    : timeout.toNanos();
            this.deadline = System.nanoTime() + nanos;
        }

        private Duration left() {
            return Duration.ofNanos(deadline - System.nanoTime());
        }

        void look() {
            Duration hold = left().compareTo(LONGEST_HOLD) < 0 ? left() : LONGEST_HOLD;
            ApiCall call = ApiCall.get("orchestrator", "jobs", id)
                    .with("wait", Long.toString(Math.max(1, hold.toSeconds())))
                    .within(hold.plus(ANSWER_TIME));
            CompletableFuture<Answer> answer = parts.calls().send(call);
            step.is(answer);
            Futures.whenDone(answer, (value, failure) -> {
                try {
                    if (failure == null) {
                        judge(Json.read(value.body(), GetJobResponse.class).job());
                    } else {
                        result.completeExceptionally(Futures.causeOf(failure));
                    }
                } catch (BacalhauException e) {
                    result.completeExceptionally(e);
                }
            });
        }

        private void judge(ApiJob job) {
            if (job.isTerminal()) {
                result.complete(job);
                return;
            }
            if (result.isDone()) {
                return;
            }
            Duration left = left();
            if (left.isZero() || left.isNegative()) {
                result.completeExceptionally(BacalhauException.of(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "job " + job.id() + " has not ended after " + timeout.toMillis() + " ms; it is "
                                + job.state().stateType(),
                        "wait longer; the job goes on"));
                return;
            }
            looks++;
            boolean held = parts.connection().offers(ApiHeaders.WAIT);
            long pause = held ? 0 : ApiConnection.jittered(PAUSES.delayAfter(looks));
            var planned = parts.pauses()
                    .later(
                            Math.min(pause, left.toMillis() + 1),
                            this::look,
                            () -> result.completeExceptionally(closed()));
            Futures.cancelWith(result, planned);
        }
    }
}
