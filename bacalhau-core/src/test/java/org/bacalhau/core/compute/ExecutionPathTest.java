package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.model.LocalExecutionState.BID_ACCEPTED;
import static org.bacalhau.core.model.LocalExecutionState.COMPLETED;
import static org.bacalhau.core.model.LocalExecutionState.CREATED;
import static org.bacalhau.core.model.LocalExecutionState.FAILED;
import static org.bacalhau.core.model.LocalExecutionState.PUBLISHING;
import static org.bacalhau.core.model.LocalExecutionState.RUNNING;

import java.time.Duration;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** The way of an execution from the question for a bid to its confirmed end. */
class ExecutionPathTest {
    private static final ExecutionId FIRST = Jobs.executionId(1);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    @Test
    void bidsRunsReportsAndForgets() {
        fixture.start();

        assertThat(fixture.ask(FIRST, ComputeNodeFixture.job(1), true)).isEqualTo(Answer.TAKEN);
        assertThat(fixture.requester.bids).singleElement().satisfies(bid -> {
            assertThat(bid.accepted()).isTrue();
            assertThat(bid.from()).isEqualTo(ComputeNodeFixture.NODE);
        });
        assertThat(fixture.state(FIRST)).isEqualTo(CREATED);

        assertThat(fixture.accept(FIRST)).isEqualTo(Answer.TAKEN);
        assertThat(fixture.state(FIRST)).isEqualTo(BID_ACCEPTED);

        fixture.runner.run(FIRST).listener.running();
        fixture.pass(Duration.ZERO);
        assertThat(fixture.state(FIRST)).isEqualTo(RUNNING);

        fixture.runner.run(FIRST).listener.publishing();
        fixture.pass(Duration.ZERO);
        assertThat(fixture.state(FIRST)).isEqualTo(PUBLISHING);

        fixture.complete(FIRST);
        assertThat(fixture.requester.completions).hasSize(1);
        assertThat(fixture.node().executions()).isEmpty();
        assertThat(fixture.moves).containsExactly(CREATED, BID_ACCEPTED, RUNNING, PUBLISHING, COMPLETED);
    }

    @Test
    void runsAtOnceWithoutApproval() {
        fixture.start();

        assertThat(fixture.ask(FIRST, Jobs.job(1, Jobs.spec(JobType.OPS)), false))
                .isEqualTo(Answer.TAKEN);

        assertThat(fixture.runner.runs).containsKey(FIRST);
        assertThat(fixture.requester.bids).isEmpty();
        fixture.complete(FIRST);
        assertThat(fixture.requester.completions).hasSize(1);
    }

    @Test
    void reportsWhyARunFailed() {
        fixture.start();
        ExecutionId id = fixture.accepted(1);

        fixture.runner.run(id).fail("out of memory");
        fixture.pass(Duration.ZERO);

        assertThat(fixture.requester.failures)
                .singleElement()
                .satisfies(report -> assertThat(report.failure().message()).isEqualTo("out of memory"));
        assertThat(fixture.moves).containsExactly(CREATED, BID_ACCEPTED, FAILED);
    }

    @Test
    void reportsARunThatCannotStart() {
        fixture.start();
        fixture.runner.refuses = true;
        fixture.accepted(1);

        assertThat(fixture.requester.failures)
                .singleElement()
                .satisfies(report -> assertThat(report.failure().message())
                        .isEqualTo("starting the execution: IllegalStateException: no thread left"));
        assertThat(fixture.faults).hasSize(1);
    }

    @Test
    void holdsAnswersReportsAndStartsBackUntilTheyAreSafe() {
        fixture.start();
        fixture.store.holds = true;

        assertThat(fixture.ask(FIRST, ComputeNodeFixture.job(1), true)).isNull();
        assertThat(fixture.requester.bids).isEmpty();
        fixture.store.release();
        fixture.pass(Duration.ZERO);
        assertThat(fixture.requester.bids).hasSize(1);

        assertThat(fixture.accept(FIRST)).isNull();
        assertThat(fixture.runner.runs).isEmpty();
        fixture.store.release();
        fixture.pass(Duration.ZERO);
        assertThat(fixture.runner.runs).containsKey(FIRST);

        fixture.complete(FIRST);
        assertThat(fixture.requester.completions).isEmpty();
        fixture.store.release();
        fixture.pass(Duration.ZERO);
        assertThat(fixture.requester.completions).hasSize(1);
    }

    @Test
    void doesNotStartWhatWasCancelledBeforeItsAcceptanceWasSafe() {
        fixture.start();
        ExecutionId id = fixture.created(1);
        fixture.store.holds = true;
        fixture.accept(id);
        fixture.cancel(id);

        fixture.store.release();
        fixture.pass(Duration.ZERO);

        assertThat(fixture.runner.runs).isEmpty();
        assertThat(fixture.node().executions()).isEmpty();
    }
}
