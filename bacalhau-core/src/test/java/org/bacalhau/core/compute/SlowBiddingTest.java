package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** Bids that workers decide on, since a question may block: repeated, cancelled, late, or without a free worker. */
class SlowBiddingTest {
    private static final ExecutionId ID = Jobs.executionId(1);
    private static final Job JOB = ComputeNodeFixture.jobWithInput(1);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture(new HandEngine.Opinionated());
    private final List<Runnable> work = new ArrayList<>();

    private void startWithHeldWorkers() {
        fixture.start();
        fixture.workers = work::add;
    }

    @Test
    void decidesOnceHoweverOftenItIsAsked() {
        startWithHeldWorkers();
        assertThat(fixture.ask(ID, JOB, true)).isNull();
        assertThat(fixture.ask(ID, JOB, true)).isNull();
        assertThat(work).hasSize(1);

        work.forEach(Runnable::run);
        fixture.pass(Duration.ZERO);

        assertThat(fixture.requester.bids)
                .singleElement()
                .satisfies(bid -> assertThat(bid.accepted()).isTrue());
    }

    @Test
    void dropsAQuestionThatIsCancelledMeanwhile() {
        startWithHeldWorkers();
        fixture.ask(ID, JOB, false);
        assertThat(fixture.accept(ID)).isEqualTo(Answer.BUSY);
        assertThat(fixture.cancel(ID)).isEqualTo(Answer.TAKEN);

        work.forEach(Runnable::run);
        fixture.pass(Duration.ofSeconds(1));

        assertThat(fixture.runner.runs).isEmpty();
        assertThat(fixture.node().executions()).isEmpty();
        assertThat(fixture.ask(ID, JOB, false)).isEqualTo(Answer.TAKEN);
        assertThat(work).hasSize(1);
    }

    @Test
    void failsWhatIsNotDecidedInTime() {
        startWithHeldWorkers();
        fixture.ask(ID, JOB, true);

        fixture.pass(Duration.ofMinutes(3));

        assertThat(fixture.requester.failures)
                .singleElement()
                .satisfies(report -> assertThat(report.failure().message())
                        .isEqualTo("the node could not decide on the bid within 3m0s"));
        work.forEach(Runnable::run);
        fixture.pass(Duration.ZERO);
        assertThat(fixture.requester.bids).isEmpty();
    }

    @Test
    void isBusyIfNoWorkerIsFree() {
        fixture.start();
        fixture.workers = task -> {
            throw new RejectedExecutionException("full");
        };

        assertThat(fixture.ask(ID, JOB, true)).isEqualTo(Answer.BUSY);
        assertThat(fixture.ask(ID, JOB, true)).isEqualTo(Answer.BUSY);
    }

    @Test
    void doesNotNeedThemForAJobWithoutInputs() {
        ComputeNodeFixture plain = new ComputeNodeFixture().start();
        plain.workers = task -> {
            throw new AssertionError("asked a worker");
        };

        plain.created(1);

        assertThat(plain.requester.bids).hasSize(1);
    }
}
