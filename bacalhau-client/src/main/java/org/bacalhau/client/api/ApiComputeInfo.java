package org.bacalhau.client.api;

import java.util.List;
import java.util.Objects;

/**
 * What a compute node can run, and how busy it is (http-api.md §14.9). Immutable.
 *
 * @param executionEngines its engines, lower case
 * @param publishers its publishers, lower case
 * @param storageSources its storage sources, lower case
 * @param maxCapacity everything it gives to jobs
 * @param queueCapacity what the executions in its queue ask for
 * @param availableCapacity what is free now
 * @param maxJobRequirements the most that one job may ask for
 * @param runningExecutions how many run
 * @param enqueuedExecutions how many wait in its queue
 */
public record ApiComputeInfo(
        @Texts List<String> executionEngines,
        @Texts List<String> publishers,
        @Texts List<String> storageSources,
        ApiResources maxCapacity,
        ApiResources queueCapacity,
        ApiResources availableCapacity,
        ApiResources maxJobRequirements,
        int runningExecutions,
        int enqueuedExecutions) {
    public ApiComputeInfo {
        executionEngines = List.copyOf(executionEngines);
        publishers = List.copyOf(publishers);
        storageSources = List.copyOf(storageSources);
        maxCapacity = Objects.requireNonNullElse(maxCapacity, ApiResources.NONE);
        queueCapacity = Objects.requireNonNullElse(queueCapacity, ApiResources.NONE);
        availableCapacity = Objects.requireNonNullElse(availableCapacity, ApiResources.NONE);
        maxJobRequirements = Objects.requireNonNullElse(maxJobRequirements, ApiResources.NONE);
    }
}
