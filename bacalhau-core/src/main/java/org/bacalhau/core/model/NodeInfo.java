package org.bacalhau.core.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a node says about itself. Immutable.
 *
 * @param id the node
 * @param labels configured labels and those it finds out itself
 * @param compute what it can run; null for a node that only takes jobs
 * @param version the version of its software
 */
public record NodeInfo(
        NodeId id, Map<String, String> labels, @Nullable ComputeInfo compute, BuildVersion version) {
    public NodeInfo {
        Objects.requireNonNull(id, "id");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(version, "version");
    }
}
