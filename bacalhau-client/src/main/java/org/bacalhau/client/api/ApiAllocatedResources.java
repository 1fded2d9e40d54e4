package org.bacalhau.client.api;

import java.util.Map;

/**
 * What an execution was planned with (http-api.md §14.4). Immutable.
 *
 * @param tasks amounts by the name of the task; the original sends none
 */
public record ApiAllocatedResources(Map<String, ApiResources> tasks) {
    /** Nothing said. */
    public static final ApiAllocatedResources NONE = new ApiAllocatedResources(Map.of());

    public ApiAllocatedResources {
        tasks = Map.copyOf(tasks);
    }
}
