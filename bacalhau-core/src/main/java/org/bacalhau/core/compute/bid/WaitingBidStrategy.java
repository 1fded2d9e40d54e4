package org.bacalhau.core.compute.bid;

import java.io.IOException;
import java.util.Objects;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;

/** Leaves some decisions of another strategy to somebody outside, who answers by {@code decideWaitingBids}. */
public final class WaitingBidStrategy implements BidStrategy {
    private final BidStrategy strategy;
    private final boolean waitIfBid;
    private final boolean waitIfRejected;

    /**
     * Wraps a strategy.
     *
     * @param waitIfBid wait where the strategy would bid
     * @param waitIfRejected wait where the strategy would reject
     */
    public WaitingBidStrategy(BidStrategy strategy, boolean waitIfBid, boolean waitIfRejected) {
        this.strategy = Objects.requireNonNull(strategy, "strategy");
        this.waitIfBid = waitIfBid;
        this.waitIfRejected = waitIfRejected;
    }

    @Override
    public boolean mayBlock(BidRequest request) {
        return strategy.mayBlock(request);
    }

    @Override
    public BidDecision decide(BidRequest request) throws IOException, InterruptedException {
        BidDecision decision = strategy.decide(request);
        boolean waits = switch (decision.verdict()) {
            case BID -> waitIfBid;
            case REJECT -> waitIfRejected;
            case WAIT -> true;
        };
        return waits ? new BidDecision(Verdict.WAIT, decision.reason()) : decision;
    }
}
