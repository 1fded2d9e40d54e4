package org.bacalhau.node.executor.docker.engine;

/**
 * An operating system on an architecture, in Go's names. Immutable.
 *
 * @param os such as {@code linux}
 * @param architecture such as {@code amd64}
 */
public record Platform(String os, String architecture) {
    /** Returns {@code linux/amd64}. */
    @Override
    public String toString() {
        return os + "/" + architecture;
    }
}
