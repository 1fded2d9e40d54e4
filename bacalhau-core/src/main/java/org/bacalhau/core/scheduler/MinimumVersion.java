package org.bacalhau.core.scheduler;

import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeState;

/**
 * The node's software is not too old for this protocol (job-lifecycle.md §7.2). Immutable. A version that is unknown or
 * cannot be read is no objection.
 */
record MinimumVersion() implements Requirement {
    static final SemanticVersion MINIMUM = new SemanticVersion(1, 0, 4, true);

    @Override
    public int points(NodeState node, ComputeInfo compute) {
        Optional<SemanticVersion> version =
                SemanticVersion.parse(node.info().version().version());
        if (version.isEmpty()) {
            return NEUTRAL;
        }
        return version.get().isDevelopment() || version.get().compareTo(MINIMUM) >= 0 ? MET : UNMET;
    }

    @Override
    public String reason(NodeState node, ComputeInfo compute) {
        return "Bacalhau version is incompatible";
    }

    @Override
    public List<String> remedies(NodeState node, ComputeInfo compute) {
        return List.of("it ran version 1.0.4 or later (it runs "
                + node.info().version().version() + ")");
    }
}
