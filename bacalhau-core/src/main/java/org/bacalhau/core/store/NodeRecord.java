package org.bacalhau.core.store;

import java.util.Objects;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState.Membership;

/**
 * What is remembered of a node across restarts. Immutable. How busy it is and whether it is heard are not.
 *
 * @param info what it last said about itself when the record was written
 * @param membership whether it may take part
 */
public record NodeRecord(NodeInfo info, Membership membership) {
    public NodeRecord {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(membership, "membership");
    }
}
