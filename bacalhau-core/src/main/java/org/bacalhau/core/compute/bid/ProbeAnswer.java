package org.bacalhau.core.compute.bid;

import java.io.IOException;
import java.util.Objects;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidDecision.Verdict;

/**
 * What an HTTP probe answered in JSON: {@code {"shouldBid": true, "shouldWait": false, "reason": ""}}. Immutable.
 *
 * @param shouldBid whether to bid
 * @param shouldWait whether to wait for somebody's approval; wins over {@code shouldBid}
 * @param reason why, for people; empty if nothing is said
 */
public record ProbeAnswer(boolean shouldBid, boolean shouldWait, String reason) {

    /** Reads an answer. Safe for any thread. */
    @FunctionalInterface
    public interface Parser {
        /**
         * Reads an answer.
         *
         * @param json the body of the response
         * @throws IOException if it is no such answer
         */
        ProbeAnswer parse(String json) throws IOException;
    }

    public ProbeAnswer {
        Objects.requireNonNull(reason, "reason");
    }

    BidDecision toDecision() {
        Verdict verdict = shouldWait ? Verdict.WAIT : shouldBid ? Verdict.BID : Verdict.REJECT;
        return new BidDecision(verdict, reason.isBlank() ? "accept this job" : "accept this job: " + reason.trim());
    }
}
