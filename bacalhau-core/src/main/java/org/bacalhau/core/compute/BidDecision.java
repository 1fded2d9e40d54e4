package org.bacalhau.core.compute;

import java.util.Objects;

/**
 * What a strategy decided. Immutable.
 *
 * @param verdict what to do
 * @param reason why, as a phrase after "this node does " or "this node does not " (job-lifecycle.md §9.1)
 */
public record BidDecision(Verdict verdict, String reason) {
    /** What to do about a question for a bid. */
    public enum Verdict {
        /** Bid. */
        BID,
        /** Wait for somebody outside to decide. */
        WAIT,
        /** Do not bid. */
        REJECT
    }

    public BidDecision {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns a decision to bid if {@code condition} holds, else to reject. */
    public static BidDecision bidIf(boolean condition, String reason) {
        return new BidDecision(condition ? Verdict.BID : Verdict.REJECT, reason);
    }

    /** Returns a decision to bid. */
    public static BidDecision bid(String reason) {
        return bidIf(true, reason);
    }

    /** Returns a decision to reject. */
    public static BidDecision reject(String reason) {
        return bidIf(false, reason);
    }
}
