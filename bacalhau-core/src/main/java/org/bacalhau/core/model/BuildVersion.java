package org.bacalhau.core.model;

import java.util.Objects;

/**
 * Which software a node runs. Immutable.
 *
 * @param version a semantic version with a leading {@code v}; empty if the node does not say
 * @param commit the commit it was built from; empty if unknown
 * @param operatingSystem Go's name of the operating system, such as {@code linux}
 * @param architecture Go's name of the processor, such as {@code amd64}
 */
public record BuildVersion(String version, String commit, String operatingSystem, String architecture) {
    /** Nothing is known. */
    public static final BuildVersion UNKNOWN = new BuildVersion("", "", "", "");

    public BuildVersion {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(operatingSystem, "operatingSystem");
        Objects.requireNonNull(architecture, "architecture");
    }
}
