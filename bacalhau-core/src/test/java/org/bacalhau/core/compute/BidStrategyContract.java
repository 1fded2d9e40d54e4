package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** What every {@link BidStrategy} promises. Extend it and say what the strategy takes and what it does not. */
public abstract class BidStrategyContract {
    /** Returns the strategy. */
    protected abstract BidStrategy strategy();

    /** Returns a job it bids for. */
    protected abstract Job wanted();

    /** Returns a job it does not bid for. */
    protected abstract Job unwanted();

    private static BidRequest request(Job job) {
        return new BidRequest(Jobs.nodeId(1), Jobs.nodeId(2), Jobs.executionId(1), job, Resources.of(500, 1, 1, 0));
    }

    @Test
    void bidsForWhatItTakes() throws Exception {
        assertThat(strategy().decide(request(wanted())).verdict()).isEqualTo(Verdict.BID);
    }

    @Test
    void doesNotBidForWhatItDoesNotTakeAndSaysWhy() throws Exception {
        BidDecision decision = strategy().decide(request(unwanted()));

        assertThat(decision.verdict()).isNotEqualTo(Verdict.BID);
        // A phrase that goes after "this node does not".
        assertThat(decision.reason()).isNotBlank().doesNotStartWith("this node").doesNotEndWith(".");
    }

    @Test
    void decidesTheSameAgain() throws Exception {
        BidStrategy strategy = strategy();

        assertThat(strategy.decide(request(unwanted()))).isEqualTo(strategy.decide(request(unwanted())));
    }

    @Test
    void decidesForSeveralThreads() {
        BidStrategy strategy = strategy();
        List<CompletableFuture<Verdict>> verdicts = IntStream.range(0, 16)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> verdict(strategy, i % 2 == 0 ? wanted() : unwanted())))
                .toList();

        for (int i = 0; i < verdicts.size(); i++) {
            boolean bids = Await.outcome(verdicts.get(i)) == Verdict.BID;
            assertThat(bids).isEqualTo(i % 2 == 0);
        }
    }

    private static Verdict verdict(BidStrategy strategy, Job job) {
        try {
            return strategy.decide(request(job)).verdict();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
