package org.bacalhau.core.compute.run;

import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.runtime.Backoff;

/** Publishes results, again and again where that may help. Safe for any thread. */
final class Publishing {
    private final Attempt attempt;
    private final Backoff retry;
    private final Pause pause;

    Publishing(Attempt attempt, Backoff retry, Pause pause) {
        this.attempt = attempt;
        this.retry = retry;
        this.pause = pause;
    }

    /** Publishes; blocks, between tries too, and is ended by an interrupt or a stop. */
    SpecConfig publish(Publisher publisher, PublishRequest request, StopSignal stop)
            throws StageFailure, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return attempt.publishing("failed to publish result", () -> publisher.publish(request));
            } catch (StageFailure failed) {
                stop.check();
                if (!isWorthAnotherTry(failed) || !retry.allowsRetryAfter(failures)) {
                    throw failures == 1 ? failed : afterTries(failed, failures);
                }
            }
            pause.await(retry.delayAfter(failures));
            stop.check();
        }
    }

    private static boolean isWorthAnotherTry(StageFailure failed) {
        Throwable cause = failed.getCause();
        return failed.failure().retryable() && !(cause instanceof Error) && !(cause instanceof InterruptedException);
    }

    private static StageFailure afterTries(StageFailure last, int tries) {
        Failure failure = last.failure();
        return new StageFailure(
                EventTopic.PUBLISHING_RESULTS,
                new Failure(
                        failure.code(),
                        failure.message() + " (tried " + tries + " times)",
                        failure.hint(),
                        failure.retryable()),
                last.getCause());
    }
}
