package org.bacalhau.core.compute.bid;

import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.model.NetworkConfig;

/** Bids for jobs with network access only if the node accepts them. */
final class NetworkingStrategy implements BidStrategy {
    private static final BidDecision NO_NETWORK = BidDecision.bid("run jobs that do not require network access");

    private final BidDecision networked;

    NetworkingStrategy(boolean accept) {
        this.networked = BidDecision.bidIf(accept, "run jobs that require network access");
    }

    @Override
    public BidDecision decide(BidRequest request) {
        return request.job().task().network().type() == NetworkConfig.Type.NONE ? NO_NETWORK : networked;
    }
}
