package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Remembers on which nodes executions failed lately. A failure counts half after ten minutes, a quarter after twenty, and
 * so on. Confined to the requester's loop.
 *
 * <p>Weights are kept as they were at one reference instant, so that the passing of time is one factor for all nodes and
 * ranking need not compute a power for each.
 */
final class FailureMemory {
    static final Duration HALF_LIFE = Duration.ofMinutes(10);
    static final double POINTS_PER_FAILURE = 10;
    static final double MOST_POINTS = 50;

    // Beyond this many half-lives the reference instant moves, long before a double overflows.
    private static final double FARTHEST_REFERENCE = 200;

    private double[] weights = new double[0];
    private Instant reference = Instant.EPOCH;

    void grow(int nodes) {
        if (nodes > weights.length) {
            weights = Arrays.copyOf(weights, Math.max(nodes, weights.length * 2));
        }
    }

    void clear(int slot) {
        weights[slot] = 0;
    }

    void recordFailure(int slot, Instant now) {
        if (Math.abs(halfLivesUntil(now)) > FARTHEST_REFERENCE) {
            double factor = factor(now);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.min(weights[i] * factor, MOST_POINTS);
            }
            reference = now;
        }
        weights[slot] += 1 / factor(now);
    }

    /** One success makes up for half of what is remembered. */
    void recordSuccess(int slot) {
        weights[slot] /= 2;
    }

    /** Returns the factor that {@link #penalty} wants at this time. */
    double factor(Instant now) {
        return Math.pow(2, -halfLivesUntil(now));
    }

    /** Returns the points that a node loses, 0 to {@value #MOST_POINTS}. */
    double penalty(int slot, double factor) {
        return Math.min(MOST_POINTS, POINTS_PER_FAILURE * weights[slot] * factor);
    }

    private double halfLivesUntil(Instant now) {
        return (double) (now.getEpochSecond() - reference.getEpochSecond()) / HALF_LIFE.toSeconds();
    }
}
