package org.bacalhau.client.api;

import java.util.Objects;

/**
 * A directory that becomes part of a task's result (http-api.md §14.3). Immutable.
 *
 * @param name its name in the result
 * @param path where the task sees it
 */
public record ApiResultPath(String name, String path) {
    public ApiResultPath {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
    }
}
