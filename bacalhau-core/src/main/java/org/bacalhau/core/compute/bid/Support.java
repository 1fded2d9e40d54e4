package org.bacalhau.core.compute.bid;

import java.util.List;
import java.util.stream.Collectors;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;

/** Decisions on whether the node has a component, and the component can do what is asked. */
final class Support {
    /** Everything is there. */
    static final BidDecision COMPLETE = BidDecision.bid("support everything the job needs");

    private Support() {}

    /** The component is not there, or cannot be used now. */
    static BidDecision missing(SpecConfig component) {
        return BidDecision.reject("support \"" + component.type() + "\"");
    }

    /** The component is there; it is asked for something impossible if there are faults. */
    static BidDecision given(SpecConfig component, List<Fault> faults) {
        if (faults.isEmpty()) {
            return COMPLETE;
        }
        String problems = faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
        return BidDecision.reject("support \"" + component.type() + "\" with these parameters: " + problems);
    }
}
