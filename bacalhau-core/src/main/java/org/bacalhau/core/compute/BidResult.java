package org.bacalhau.core.compute;

import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Resources;

/** What came out of asking all strategies about one execution. Immutable. */
sealed interface BidResult {
    /**
     * It was decided.
     *
     * @param verdict what to do
     * @param reason why not, or why to wait, in whole words; empty for a bid
     * @param resources what the execution will use
     */
    record Decided(Verdict verdict, String reason, Resources resources) implements BidResult {}

    /**
     * It could not be decided, and the execution fails here.
     *
     * @param failure what the requester is told
     * @param cause what the failure was made from
     */
    record Undecidable(Failure failure, Throwable cause) implements BidResult {}

    /** There is nobody free to decide; the question is to be asked again. */
    record Busy() implements BidResult {}

    static BidResult rejected(String reason) {
        return new Decided(Verdict.REJECT, Bidder.REJECTED + reason, Resources.ZERO);
    }
}
