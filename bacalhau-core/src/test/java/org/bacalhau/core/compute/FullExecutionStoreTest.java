package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** A compute node whose disk is full takes nothing new, goes on with what runs, and catches up when there is room. */
class FullExecutionStoreTest {
    // The longest between two looks for room.
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture().start();

    private void fillUp() {
        fixture.store.full = true;
    }

    private void makeRoom() {
        fixture.store.full = false;
        fixture.pass(LOOK);
    }

    @Test
    void bidsOnlyWhenTheBidCouldBeStored() {
        fillUp();
        assertThat(fixture.ask(Jobs.executionId(1), ComputeNodeFixture.job(1), true))
                .isNull();
        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.requester.bids).isEmpty();

        makeRoom();

        assertThat(fixture.requester.bids).hasSize(1);
        assertThat(fixture.state(Jobs.executionId(1))).isEqualTo(LocalExecutionState.CREATED);
        assertThat(fixture.faults)
                .containsExactly("the compute node takes nothing new for now, since its state could not be stored:"
                        + " the disk is full (make room)");
    }

    @Test
    void isBusyForNewExecutionsMeanwhile() {
        fillUp();
        fixture.ask(Jobs.executionId(1), ComputeNodeFixture.job(1), true);

        assertThat(fixture.ask(Jobs.executionId(2), ComputeNodeFixture.job(2), true))
                .isEqualTo(Answer.BUSY);
        assertThat(fixture.ask(Jobs.executionId(1), ComputeNodeFixture.job(1), true))
                .isEqualTo(Answer.BUSY);

        makeRoom();
        assertThat(fixture.ask(Jobs.executionId(2), ComputeNodeFixture.job(2), true))
                .isEqualTo(Answer.TAKEN);
    }

    @Test
    void startsWhatWasAcceptedOnceThatCouldBeStored() {
        ExecutionId id = fixture.created(1);
        fillUp();
        assertThat(fixture.accept(id)).isNull();
        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.runner.runs).isEmpty();

        makeRoom();

        assertThat(fixture.runner.runs).containsKey(id);
        assertThat(fixture.runner.starts).isEqualTo(1);
    }

    @Test
    void whatRunsGoesOnAndItsEndIsReportedOnceItCouldBeStored() {
        ExecutionId id = fixture.accepted(1);
        fillUp();
        fixture.runner.run(id).listener.running();
        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.runner.run(id).stops).isZero();
        fixture.complete(id);
        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.requester.completions).isEmpty();
        assertThat(fixture.state(id)).isEqualTo(LocalExecutionState.BID_ACCEPTED);

        makeRoom();

        assertThat(fixture.requester.completions).hasSize(1);
        assertThat(fixture.moves)
                .containsExactly(
                        LocalExecutionState.CREATED,
                        LocalExecutionState.BID_ACCEPTED,
                        LocalExecutionState.RUNNING,
                        LocalExecutionState.COMPLETED);
        fixture.pass(LOOK);
        assertThat(fixture.node().executions()).isEmpty();
    }

    @Test
    void stopsAtOnceWhatIsCancelledMeanwhile() {
        ExecutionId id = fixture.running(1);
        fillUp();

        assertThat(fixture.cancel(id)).isNull();
        assertThat(fixture.runner.run(id).stops).isEqualTo(1);
        assertThat(fixture.cancel(id)).isEqualTo(Answer.BUSY);

        makeRoom();
        assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);
        assertThat(fixture.node().executions()).isEmpty();
    }

    @Test
    void aNodeThatIsKilledMeanwhileGoesOnFromWhatIsStored() {
        ExecutionId id = fixture.running(1);
        fillUp();
        fixture.complete(id);

        fixture.store.full = false;
        fixture.store.resume();
        fixture.restart();

        assertThat(fixture.requester.completions).isEmpty();
        assertThat(fixture.requester.failures).hasSize(1);
    }

    @Test
    void endsOnAJobThatCannotBeStored() {
        fixture.store.refuses = true;
        fixture.ask(Jobs.executionId(1), ComputeNodeFixture.job(1), true);

        assertThat(fixture.faults)
                .singleElement()
                .asString()
                .startsWith("the compute node stops, since its state could not be stored");
    }
}
