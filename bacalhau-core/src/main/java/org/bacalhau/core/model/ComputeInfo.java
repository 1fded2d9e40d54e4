package org.bacalhau.core.model;

import java.util.Objects;
import java.util.Set;

/**
 * What a compute node can run, and how busy it is. Immutable.
 *
 * @param engines type keys of its engines, lower case
 * @param publishers type keys of its publishers
 * @param storageSources type keys of its storage sources
 * @param maxCapacity everything it gives to jobs
 * @param availableCapacity what of it is free now
 * @param queuedCapacity what the executions in its queue ask for
 * @param maxJobRequirements the most that one job may ask for
 * @param runningExecutions how many run
 * @param enqueuedExecutions how many wait in its queue
 */
public record ComputeInfo(
        Set<String> engines,
        Set<String> publishers,
        Set<String> storageSources,
        Resources maxCapacity,
        Resources availableCapacity,
        Resources queuedCapacity,
        Resources maxJobRequirements,
        int runningExecutions,
        int enqueuedExecutions) {
    public ComputeInfo {
        engines = Set.copyOf(engines);
        publishers = Set.copyOf(publishers);
        storageSources = Set.copyOf(storageSources);
        Objects.requireNonNull(maxCapacity, "maxCapacity");
        Objects.requireNonNull(availableCapacity, "availableCapacity");
        Objects.requireNonNull(queuedCapacity, "queuedCapacity");
        Objects.requireNonNull(maxJobRequirements, "maxJobRequirements");
    }

    /** Tells whether only the figures that change with load differ from {@code other}. */
    public boolean sameOffer(ComputeInfo other) {
        return engines.equals(other.engines)
                && publishers.equals(other.publishers)
                && storageSources.equals(other.storageSources)
                && maxCapacity.equals(other.maxCapacity)
                && maxJobRequirements.equals(other.maxJobRequirements);
    }
}
