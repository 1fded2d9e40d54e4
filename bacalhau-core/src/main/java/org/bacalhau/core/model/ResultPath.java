package org.bacalhau.core.model;

/**
 * A directory that a task writes and that becomes part of its result. Immutable.
 *
 * @param name the directory's name in the published result: one path segment
 * @param path the absolute path at which the task sees it
 */
public record ResultPath(String name, String path) {
    public ResultPath {
        name = name.trim();
        path = path.trim();
    }
}
