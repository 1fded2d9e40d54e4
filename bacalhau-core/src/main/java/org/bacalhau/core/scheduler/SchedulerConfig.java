package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.util.Objects;
import org.bacalhau.core.runtime.Backoff;

/**
 * The settings of the schedulers. Immutable.
 *
 * @param overSubscription how much more than its capacity a node may be given, the rest waiting in its queue; at least 1
 * @param rankRandomness nodes that are this close in points are chosen between by chance; at least 1
 * @param executionRetry how long to wait before a failed execution is replaced, and how many executions of a batch or
 *     service job may fail before the job does; a service's count starts again whenever it stays up for the longest wait
 * @param reconnectGrace how long the executions of a node that is not heard are waited for before they are replaced, and how
 *     long a job that found no node at all waits for others after the first
 */
public record SchedulerConfig(
        double overSubscription, int rankRandomness, Backoff executionRetry, Duration reconnectGrace) {
    /** Sensible values: one and a half times the capacity, ten failures, two minutes of silence. */
    public static final SchedulerConfig DEFAULT = new SchedulerConfig(
            1.5, 5, new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), 10), Duration.ofMinutes(2));

    public SchedulerConfig {
        if (!(overSubscription >= 1)) {
            throw new IllegalArgumentException(
                    "over subscription factor " + overSubscription + " must be greater or equal to 1");
        }
        if (rankRandomness < 1) {
            throw new IllegalArgumentException("rank randomness " + rankRandomness + " must be at least 1");
        }
        Objects.requireNonNull(executionRetry, "executionRetry");
        Objects.requireNonNull(reconnectGrace, "reconnectGrace");
    }
}
