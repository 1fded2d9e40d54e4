package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.NodeAnnouncement.Held;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.junit.jupiter.api.Test;

class RestartTest {
    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    @Test
    void bidsAgainForWhatWasNotAccepted() {
        fixture.start();
        ExecutionId id = fixture.created(1);

        fixture.restart();

        assertThat(fixture.requester.bids).hasSize(2);
        assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);
        assertThat(fixture.runner.runs).containsKey(id);
    }

    @Test
    void runsWhatWaitedInTheQueue() {
        fixture.start();
        fixture.running(1);
        ExecutionId queued = fixture.accepted(2);

        fixture.restart();

        assertThat(fixture.runner.runs).containsOnlyKeys(queued);
        assertThat(fixture.runner.sweeps).containsExactly(Set.of(queued));
    }

    @Test
    void failsBatchWorkThatWasRunning() {
        fixture.start();
        ExecutionId running = fixture.running(1);
        ExecutionId publishing = fixture.publishing(2);

        fixture.restart();

        assertThat(fixture.runner.runs).isEmpty();
        assertThat(fixture.requester.failures)
                .extracting(RequesterEndpoint.ExecutionFailure::executionId)
                .containsExactly(running, publishing);
        assertThat(fixture.requester.failures).allSatisfy(report -> {
            assertThat(report.failure().code()).isEqualTo(ErrorCode.NODE_LOST);
            assertThat(report.failure().message()).isEqualTo("the node was restarted while it ran");
            assertThat(report.failure().retryable()).isTrue();
        });
        assertThat(fixture.runner.sweeps).containsExactly(Set.of());
    }

    @Test
    void runsLongRunningJobsAgain() {
        fixture.start();
        ExecutionId id = fixture.accepted(1, Jobs.job(1, Jobs.spec(JobType.SERVICE)));
        fixture.runner.run(id).listener.running();
        fixture.pass(Duration.ZERO);

        fixture.restart();

        assertThat(fixture.runner.runs).containsOnlyKeys(id);
        assertThat(fixture.state(id)).isEqualTo(LocalExecutionState.BID_ACCEPTED);
        fixture.runner.run(id).listener.running();
        fixture.pass(Duration.ZERO);
        assertThat(fixture.state(id)).isEqualTo(LocalExecutionState.RUNNING);
    }

    @Test
    void runsAgainWhatOutlivedTheNode() {
        fixture.engine.survives = true;
        fixture.start();
        ExecutionId id = fixture.running(1);

        fixture.restart();

        assertThat(fixture.runner.runs).containsOnlyKeys(id);
        assertThat(fixture.runner.sweeps).containsExactly(Set.of(id));
    }

    @Test
    void reportsAgainWhatNobodyConfirmed() {
        fixture.start();
        fixture.requester.answer = null;
        ExecutionId completed = fixture.accepted(1);
        ExecutionId failed = fixture.accepted(2);
        fixture.complete(completed);
        fixture.runner.run(failed).fail("no");
        fixture.pass(Duration.ZERO);

        fixture.requester.answer = RequesterEndpoint.Answer.TAKEN;
        fixture.restart();

        assertThat(fixture.requester.completions).hasSize(2);
        assertThat(fixture.requester.failures).hasSize(2);
        assertThat(fixture.node().executions()).isEmpty();
    }

    @Test
    void failsWhatNoLongerFits() {
        fixture.start();
        fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
        ExecutionId queued = fixture.accepted(2, ComputeNodeFixture.jobWith(2, 0, "1"));

        fixture.settings = config -> config.totalCapacity(Resources.of(500, 1_000_000, 1_000_000, 0));
        fixture.restart();

        assertThat(fixture.runner.runs).isEmpty();
        assertThat(fixture.requester.failures)
                .extracting(report -> report.executionId())
                .contains(queued);
        assertThat(fixture.requester.failures)
                .allSatisfy(
                        report -> assertThat(report.failure().message()).startsWith("not enough capacity to run job"));
    }

    @Test
    void announcesWhatItHoldsWithANewIncarnation() {
        fixture.start();
        ExecutionId id = fixture.created(1);

        fixture.restart();

        var announcement = fixture.requester.announcements.get(fixture.requester.announcements.size() - 1);
        assertThat(announcement.incarnation()).isEqualTo("incarnation-2");
        assertThat(announcement.sequence()).isEqualTo(1);
        assertThat(announcement.held()).containsExactly(new Held(id, ComputeNodeFixture.REQUESTER));
    }
}
