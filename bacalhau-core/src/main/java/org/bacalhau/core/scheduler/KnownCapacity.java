package org.bacalhau.core.scheduler;

import java.util.List;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeState;

/** The node says what it gives to jobs. Immutable. Whether that is enough depends on its load and is judged elsewhere. */
record KnownCapacity() implements Requirement {
    @Override
    public int points(NodeState node, ComputeInfo compute) {
        if (compute.maxCapacity().isZero()) {
            return UNMET;
        }
        return compute.maxJobRequirements().isZero() ? NEUTRAL : MET;
    }

    @Override
    public String reason(NodeState node, ComputeInfo compute) {
        return "node queue usage is unknown";
    }

    @Override
    public List<String> remedies(NodeState node, ComputeInfo compute) {
        return List.of("it had any capacity for jobs");
    }
}
