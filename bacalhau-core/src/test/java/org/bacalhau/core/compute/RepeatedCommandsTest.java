package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.model.LocalExecutionState.CANCELLED;
import static org.bacalhau.core.model.LocalExecutionState.COMPLETED;
import static org.bacalhau.core.model.LocalExecutionState.CREATED;
import static org.bacalhau.core.model.LocalExecutionState.RUNNING;

import java.time.Duration;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** Commands that come twice, late, out of order or from somebody else. */
class RepeatedCommandsTest {
    private static final ExecutionId FIRST = Jobs.executionId(1);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    @Test
    void takesTheSameQuestionOnce() {
        fixture.start();
        ExecutionId id = fixture.created(1);

        assertThat(fixture.ask(id, ComputeNodeFixture.job(1), true)).isEqualTo(Answer.TAKEN);

        assertThat(fixture.node().executions()).hasSize(1);
        // It asks again, so it is told again.
        assertThat(fixture.requester.bids).hasSize(2);
    }

    @Test
    void takesTheSameAcceptanceInEveryState() {
        fixture.start();
        fixture.requester.answer = null;
        ExecutionId id = fixture.accepted(1);
        assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);
        fixture.runner.run(id).listener.running();
        assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);
        fixture.runner.run(id).listener.publishing();
        assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);
        fixture.complete(id);
        assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);

        assertThat(fixture.runner.starts).isEqualTo(1);
        assertThat(fixture.state(id)).isEqualTo(COMPLETED);
    }

    @Test
    void saysThatItDoesNotKnowAnExecution() {
        fixture.start();

        assertThat(fixture.accept(FIRST)).isEqualTo(Answer.UNKNOWN_EXECUTION);
        assertThat(fixture.cancel(Jobs.executionId(2))).isEqualTo(Answer.UNKNOWN_EXECUTION);
        assertThat(fixture.reject(Jobs.executionId(3))).isEqualTo(Answer.UNKNOWN_EXECUTION);
    }

    @Test
    void doesNotRunAQuestionThatItsCancellationOvertook() {
        fixture.start();
        fixture.cancel(FIRST);

        assertThat(fixture.ask(FIRST, ComputeNodeFixture.job(1), false)).isEqualTo(Answer.TAKEN);

        assertThat(fixture.runner.runs).isEmpty();
        assertThat(fixture.node().executions()).isEmpty();
        assertThat(fixture.ignored).hasSize(1);
    }

    @Test
    void doesNotRunAConfirmedExecutionAgain() {
        fixture.start();
        ExecutionId id = fixture.accepted(1);
        fixture.complete(id);

        assertThat(fixture.ask(id, ComputeNodeFixture.job(1), true)).isEqualTo(Answer.TAKEN);
        assertThat(fixture.accept(id)).isEqualTo(Answer.UNKNOWN_EXECUTION);
        assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);

        assertThat(fixture.runner.starts).isEqualTo(1);
    }

    @Test
    void ignoresARequesterThatDoesNotOwnTheExecution() {
        fixture.start();
        ExecutionId id = fixture.running(1);
        NodeId other = new NodeId("other");

        fixture.requester.node().cancelExecution(new ComputeEndpoint.CancelExecution(other, id, "mine"));
        fixture.requester.node().bidAccepted(new ComputeEndpoint.BidAccepted(other, id));
        fixture.requester.node().askForBid(new ComputeEndpoint.AskForBid(other, id, ComputeNodeFixture.job(1), true));
        fixture.pass(Duration.ZERO);

        assertThat(fixture.state(id)).isEqualTo(RUNNING);
        assertThat(fixture.runner.run(id).stops).isZero();
        assertThat(fixture.ignored).hasSize(3);
    }

    @Test
    void forgetsARejectedBid() {
        fixture.start();
        ExecutionId id = fixture.created(1);

        assertThat(fixture.reject(id)).isEqualTo(Answer.TAKEN);

        assertThat(fixture.moves).containsExactly(CREATED, CANCELLED);
        assertThat(fixture.node().executions()).isEmpty();
    }
}
