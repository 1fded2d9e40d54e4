package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.model.LocalExecutionState.CANCELLED;
import static org.bacalhau.core.model.LocalExecutionState.CREATED;

import java.time.Duration;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.junit.jupiter.api.Test;

/** Bids and ends are reported until they are confirmed. */
class ReportingTest {
    private static final ExecutionId FIRST = Jobs.executionId(1);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    @Test
    void repeatsAnEndUntilItIsConfirmed() {
        fixture.start();
        ExecutionId id = fixture.accepted(1);
        fixture.requester.answer = null;
        fixture.complete(id);

        fixture.pass(Duration.ofSeconds(10));
        assertThat(fixture.requester.completions).hasSize(1);
        fixture.pass(Duration.ofSeconds(4));
        assertThat(fixture.requester.completions).hasSize(2);

        fixture.requester.answer = RequesterEndpoint.Answer.TAKEN;
        fixture.pass(Duration.ofSeconds(20));
        assertThat(fixture.requester.completions).hasSize(3);
        assertThat(fixture.node().executions()).isEmpty();

        fixture.pass(Duration.ofHours(1));
        assertThat(fixture.requester.completions).hasSize(3);
    }

    @Test
    void repeatsAnEndLaterIfTheRequesterIsBusy() {
        fixture.start();
        ExecutionId id = fixture.accepted(1);
        fixture.requester.answer = RequesterEndpoint.Answer.BUSY;
        fixture.complete(id);

        fixture.pass(Duration.ofSeconds(4));

        // After 0, 1 and 3 seconds.
        assertThat(fixture.requester.completions).hasSize(3);
    }

    @Test
    void forgetsAnEndThatIsNotWanted() {
        fixture.start();
        ExecutionId id = fixture.accepted(1);
        fixture.requester.answer = RequesterEndpoint.Answer.NOT_WANTED;

        fixture.complete(id);

        assertThat(fixture.node().executions()).isEmpty();
    }

    @Test
    void dropsABidThatIsNotWanted() {
        fixture.start();
        fixture.requester.answer = RequesterEndpoint.Answer.NOT_WANTED;

        fixture.created(1);

        assertThat(fixture.node().executions()).isEmpty();
        assertThat(fixture.moves).containsExactly(CREATED, CANCELLED);
    }

    @Test
    void repeatsAConfirmedBidSlowlyUntilItIsAccepted() {
        fixture.start();
        ExecutionId id = fixture.created(1);

        fixture.pass(Duration.ofSeconds(29));
        assertThat(fixture.requester.bids).hasSize(1);
        fixture.pass(Duration.ofSeconds(4));
        assertThat(fixture.requester.bids).hasSize(2);

        fixture.accept(id);
        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.requester.bids).hasSize(2);
    }

    @Test
    void repeatsARefusalUntilItIsConfirmed() {
        fixture.start();
        fixture.requester.answer = null;
        fixture.ask(FIRST, ComputeNodeFixture.jobWith(1, 0, "2"), true);

        fixture.pass(Duration.ofSeconds(14));
        assertThat(fixture.requester.bids).hasSize(2).noneMatch(RequesterEndpoint.Bid::accepted);
        assertThat(fixture.ask(FIRST, ComputeNodeFixture.jobWith(1, 0, "2"), true))
                .isEqualTo(Answer.TAKEN);

        fixture.requester.answer = RequesterEndpoint.Answer.TAKEN;
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.requester.bids).hasSize(3);
    }
}
