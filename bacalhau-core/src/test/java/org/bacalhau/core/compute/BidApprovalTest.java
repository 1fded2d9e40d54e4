package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.compute.bid.WaitingBidStrategy;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** Bids that wait until somebody outside approves of them. */
class BidApprovalTest {
    private static final ExecutionId ID = Jobs.executionId(1);
    private static final Job JOB = ComputeNodeFixture.job(1);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture(new HandEngine.Opinionated());

    private void startWaiting() {
        BidStrategy undecided = request -> BidDecision.bid("know the owner");
        fixture.strategies.add(new WaitingBidStrategy(undecided, true, false));
        fixture.start();
    }

    private int decide(BidDecision decision) {
        List<Integer> answers = new ArrayList<>();
        fixture.loop.execute(() -> answers.add(fixture.node().decideWaitingBids(Jobs.jobId(1), decision)));
        fixture.pass(Duration.ZERO);
        return answers.get(0);
    }

    @Test
    void saysNothingUntilSomebodyDecides() {
        startWaiting();

        assertThat(fixture.ask(ID, JOB, true)).isEqualTo(Answer.TAKEN);
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.requester.bids).isEmpty();
        assertThat(fixture.node().execution(ID).orElseThrow().status().message())
                .isEqualTo("waiting to bid: this node does not yet know the owner");

        assertThat(decide(BidDecision.bid(""))).isEqualTo(1);
        assertThat(fixture.requester.bids)
                .singleElement()
                .satisfies(bid -> assertThat(bid.accepted()).isTrue());
        assertThat(decide(BidDecision.bid(""))).isZero();
        assertThat(fixture.accept(ID)).isEqualTo(Answer.TAKEN);
        assertThat(fixture.runner.runs).containsKey(ID);
    }

    @Test
    void turnsDownWhatSomebodyRejects() {
        startWaiting();
        fixture.ask(ID, JOB, true);

        assertThat(decide(BidDecision.reject("trust its owner"))).isEqualTo(1);

        assertThat(fixture.requester.bids).singleElement().satisfies(bid -> {
            assertThat(bid.accepted()).isFalse();
            assertThat(bid.reason()).isEqualTo("rejected bid: this node does not trust its owner");
        });
        assertThat(fixture.node().executions()).isEmpty();
    }

    @Test
    void turnsDownWhatNobodyDecidesOn() {
        startWaiting();
        fixture.ask(ID, JOB, true);

        fixture.pass(Duration.ofMinutes(3));

        assertThat(fixture.requester.bids)
                .singleElement()
                .satisfies(
                        bid -> assertThat(bid.reason()).isEqualTo("rejected bid: nobody approved of it within 3m0s"));
    }

    @Test
    void waitsOnAfterARestartButNotLonger() {
        startWaiting();
        fixture.ask(ID, JOB, true);
        fixture.pass(Duration.ofMinutes(2));

        fixture.restart();
        fixture.pass(Duration.ofSeconds(59));
        assertThat(fixture.requester.bids).isEmpty();
        fixture.pass(Duration.ofSeconds(2));
        assertThat(fixture.requester.bids).hasSize(1);
    }

    @Test
    void cannotWaitWithoutApprovalByTheRequester() {
        startWaiting();

        fixture.ask(ID, JOB, false);

        assertThat(fixture.requester.failures)
                .singleElement()
                .satisfies(report -> assertThat(report.failure().message())
                        .isEqualTo("job rejected: waiting to bid: this node does not yet know the owner"));
    }

    @Test
    void rejectsWhatOneStrategyRejectsThoughAnotherWaits() {
        fixture.strategies.add(request -> new BidDecision(Verdict.WAIT, "know"));
        fixture.strategies.add(request -> BidDecision.reject("want it"));
        fixture.start();
        fixture.ask(ID, JOB, true);

        assertThat(fixture.requester.bids.get(0).accepted()).isFalse();
    }

    @Test
    void wrapperLeavesOtherVerdictsAlone() throws IOException, InterruptedException {
        BidRequest request = new BidRequest(
                ComputeNodeFixture.NODE, ComputeNodeFixture.REQUESTER, ID, JOB, ComputeNodeFixture.CAPACITY);

        assertThat(new WaitingBidStrategy(asked -> BidDecision.bid("x"), false, true)
                        .decide(request)
                        .verdict())
                .isEqualTo(Verdict.BID);
        assertThat(new WaitingBidStrategy(asked -> BidDecision.reject("x"), true, false)
                        .decide(request)
                        .verdict())
                .isEqualTo(Verdict.REJECT);
        assertThat(new WaitingBidStrategy(asked -> BidDecision.reject("x"), false, true)
                        .decide(request)
                        .verdict())
                .isEqualTo(Verdict.WAIT);
    }
}
