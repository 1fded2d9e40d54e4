package org.bacalhau.core.compute.bid;

import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;

/** Bids for jobs without inputs unless the node turns them down. */
final class StatelessStrategy implements BidStrategy {
    private static final BidDecision WITH_INPUTS = BidDecision.bid("accept jobs with input volumes");

    private final BidDecision stateless;

    StatelessStrategy(boolean reject) {
        this.stateless = BidDecision.bidIf(!reject, "accept jobs without any input volumes");
    }

    @Override
    public BidDecision decide(BidRequest request) {
        return request.job().task().inputSources().isEmpty() ? stateless : WITH_INPUTS;
    }
}
