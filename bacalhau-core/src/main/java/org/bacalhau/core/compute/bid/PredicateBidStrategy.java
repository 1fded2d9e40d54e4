package org.bacalhau.core.compute.bid;

import java.util.Objects;
import java.util.function.Predicate;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;

/** Bids if a predicate holds. Safe for any thread if the predicate is. */
public final class PredicateBidStrategy implements BidStrategy {
    private final Predicate<BidRequest> predicate;
    private final String phrase;

    /**
     * Creates a strategy.
     *
     * @param phrase what the node does if the predicate holds, as the words after "this node does" or "this node does
     *     not": {@code run jobs of team "a"}
     * @param predicate returns at once
     */
    public PredicateBidStrategy(String phrase, Predicate<BidRequest> predicate) {
        this.phrase = Objects.requireNonNull(phrase, "phrase");
        this.predicate = Objects.requireNonNull(predicate, "predicate");
    }

    @Override
    public BidDecision decide(BidRequest request) {
        return BidDecision.bidIf(predicate.test(request), phrase);
    }
}
