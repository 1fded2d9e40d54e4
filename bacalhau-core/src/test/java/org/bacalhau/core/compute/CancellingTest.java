package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** What becomes of an execution that nobody wants any more, at each stage. */
class CancellingTest {
    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    @Test
    void withdrawsABid() {
        fixture.start();
        ExecutionId id = fixture.created(1);

        assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);

        assertThat(fixture.state(id)).isNull();
        assertThat(fixture.accept(id)).isEqualTo(Answer.UNKNOWN_EXECUTION);
    }

    @Test
    void takesAnExecutionOutOfTheQueue() {
        fixture.start();
        ExecutionId all = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
        ExecutionId queued = fixture.accepted(2);

        fixture.cancel(queued);
        fixture.complete(all);

        assertThat(fixture.runner.runs).containsOnlyKeys(all);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.node().info().compute().enqueuedExecutions()).isZero();
    }

    @Test
    void stopsARunWhateverItDoes() {
        fixture.start();
        ExecutionId preparing = fixture.accepted(1);
        ExecutionId running = fixture.running(2);
        ExecutionId publishing = fixture.publishing(3);

        for (ExecutionId id : new ExecutionId[] {preparing, running, publishing}) {
            assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);
            assertThat(fixture.runner.run(id).stops).isEqualTo(1);
            assertThat(fixture.state(id)).isNull();
        }
    }

    @Test
    void freesCapacityOnlyWhenTheRunHasEnded() {
        fixture.start();
        ExecutionId stopped = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
        ExecutionId next = fixture.accepted(2);
        fixture.cancel(stopped);
        assertThat(fixture.runner.runs).doesNotContainKey(next);

        fixture.runner.run(stopped).fail("interrupted");
        fixture.pass(Duration.ZERO);

        assertThat(fixture.runner.runs).containsKey(next);
        assertThat(fixture.requester.failures).isEmpty();
    }

    @Test
    void dropsAnEndThatNobodyConfirms() {
        fixture.start();
        fixture.requester.answer = null;
        ExecutionId id = fixture.accepted(1);
        fixture.complete(id);

        assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);
        fixture.pass(Duration.ofMinutes(10));

        assertThat(fixture.requester.completions).hasSize(1);
        assertThat(fixture.node().executions()).isEmpty();
    }

    @Test
    void givesUpARunThatDoesNotStop() {
        fixture.settings = config -> config.stopGrace(Duration.ofSeconds(5));
        fixture.start();
        ExecutionId stubborn = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
        ExecutionId next = fixture.accepted(2);
        fixture.cancel(stubborn);

        fixture.pass(Duration.ofSeconds(5));

        assertThat(fixture.runner.runs).containsKey(next);
        assertThat(fixture.faults).singleElement().asString().contains("did not stop within 5s");

        fixture.runner.run(stubborn).complete();
        fixture.pass(Duration.ZERO);
        assertThat(fixture.ignored).containsExactly("end of run: the run was given up before");
        assertThat(fixture.requester.completions).isEmpty();
    }
}
