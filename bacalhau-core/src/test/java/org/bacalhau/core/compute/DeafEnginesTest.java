package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.junit.jupiter.api.Test;

/** Runs that were given up keep their threads: what that costs the node, and when it recovers. */
class DeafEnginesTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    private void startWithOneWorker() {
        fixture.settings = config -> config.workers(1).stopGrace(GRACE);
        fixture.start();
    }

    private ExecutionId givenUp(int number) {
        ExecutionId id = fixture.accepted(number);
        assertThat(fixture.runner.runs).containsKey(id);
        fixture.cancel(id);
        fixture.pass(GRACE);
        return id;
    }

    private void returnFrom(ExecutionId id) {
        fixture.runner.run(id).fail("interrupted at last");
        fixture.pass(Duration.ZERO);
    }

    @Test
    void runsAsManyAsEverThoughAsManyThreadsAreLost() {
        startWithOneWorker();
        givenUp(1);

        ExecutionId next = fixture.accepted(2);

        assertThat(fixture.runner.runs).containsKey(next);
        fixture.complete(next);
        assertThat(fixture.requester.endsOf(next)).isEqualTo(1);
    }

    @Test
    void turnsJobsDownWithTheReasonOnceAllThreadsAreLost() {
        startWithOneWorker();
        givenUp(1);
        givenUp(2);

        fixture.ask(Jobs.executionId(3), ComputeNodeFixture.job(3), true);

        RequesterEndpoint.Bid refusal = fixture.requester.bids.get(fixture.requester.bids.size() - 1);
        assertThat(refusal.accepted()).isFalse();
        assertThat(refusal.reason())
                .isEqualTo("rejected bid: this node does not run anything until engines return that ignore that they"
                        + " were stopped");
    }

    @Test
    void failsWhatWaitsOnceAllThreadsAreLostSoThatItRunsElsewhere() {
        startWithOneWorker();
        givenUp(1);
        ExecutionId deaf = fixture.accepted(2);
        ExecutionId waits = fixture.accepted(3);
        ExecutionId bidFor = fixture.created(4);
        fixture.cancel(deaf);
        fixture.pass(GRACE);

        assertThat(fixture.requester.failures).singleElement().satisfies(report -> {
            assertThat(report.executionId()).isEqualTo(waits);
            assertThat(report.failure().code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
            assertThat(report.failure().retryable()).isTrue();
        });
        assertThat(fixture.accept(bidFor)).isEqualTo(Answer.TAKEN);
        assertThat(fixture.requester.endsOf(bidFor)).isEqualTo(1);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.node().info().compute().enqueuedExecutions()).isZero();
    }

    @Test
    void runsAgainWhenAnEngineReturnsAtLast() {
        startWithOneWorker();
        ExecutionId deaf = givenUp(1);
        givenUp(2);
        returnFrom(deaf);

        ExecutionId next = fixture.accepted(3);

        assertThat(fixture.runner.runs).containsKey(next);
    }
}
