package org.bacalhau.core.compute;

import java.util.Objects;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;

/**
 * What a bid is asked for. Immutable.
 *
 * @param node the node that is to bid
 * @param requester who asks
 * @param executionId the execution
 * @param job the whole job
 * @param resources what it would use: what is asked for, filled up with the node's defaults
 */
public record BidRequest(NodeId node, NodeId requester, ExecutionId executionId, Job job, Resources resources) {
    public BidRequest {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(resources, "resources");
    }
}
