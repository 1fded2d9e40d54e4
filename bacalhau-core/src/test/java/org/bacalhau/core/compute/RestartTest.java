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
    private final ComputeBench bench = new ComputeBench();

    @Test
    void bidsAgainForWhatWasNotAccepted() {
        bench.start();
        ExecutionId id = bench.created(1);

        bench.restart();

        assertThat(bench.requester.bids).hasSize(2);
        assertThat(bench.accept(id)).isEqualTo(Answer.TAKEN);
        assertThat(bench.runner.runs).containsKey(id);
    }

    @Test
    void runsWhatWaitedInTheQueue() {
        bench.start();
        bench.running(1);
        ExecutionId queued = bench.accepted(2);

        bench.restart();

        assertThat(bench.runner.runs).containsOnlyKeys(queued);
        assertThat(bench.runner.sweeps).containsExactly(Set.of(queued));
    }

    @Test
    void failsBatchWorkThatWasRunning() {
        bench.start();
        ExecutionId running = bench.running(1);
        ExecutionId publishing = bench.publishing(2);

        bench.restart();

        assertThat(bench.runner.runs).isEmpty();
        assertThat(bench.requester.failures)
                .extracting(RequesterEndpoint.ExecutionFailure::executionId)
                .containsExactly(running, publishing);
        assertThat(bench.requester.failures).allSatisfy(report -> {
            assertThat(report.failure().code()).isEqualTo(ErrorCode.NODE_LOST);
            assertThat(report.failure().message()).isEqualTo("the node was restarted while it ran");
            assertThat(report.failure().retryable()).isTrue();
        });
        assertThat(bench.runner.sweeps).containsExactly(Set.of());
    }

    @Test
    void runsLongRunningJobsAgain() {
        bench.start();
        ExecutionId id = bench.accepted(1, Jobs.job(1, Jobs.spec(JobType.SERVICE)));
        bench.runner.run(id).listener.running();
        bench.pass(Duration.ZERO);

        bench.restart();

        assertThat(bench.runner.runs).containsOnlyKeys(id);
        assertThat(bench.state(id)).isEqualTo(LocalExecutionState.BID_ACCEPTED);
        bench.runner.run(id).listener.running();
        bench.pass(Duration.ZERO);
        assertThat(bench.state(id)).isEqualTo(LocalExecutionState.RUNNING);
    }

    @Test
    void runsAgainWhatOutlivedTheNode() {
        bench.engine.survives = true;
        bench.start();
        ExecutionId id = bench.running(1);

        bench.restart();

        assertThat(bench.runner.runs).containsOnlyKeys(id);
        assertThat(bench.runner.sweeps).containsExactly(Set.of(id));
    }

    @Test
    void reportsAgainWhatNobodyConfirmed() {
        bench.start();
        bench.requester.answer = null;
        ExecutionId completed = bench.accepted(1);
        ExecutionId failed = bench.accepted(2);
        bench.complete(completed);
        bench.runner.run(failed).fail("no");
        bench.pass(Duration.ZERO);

        bench.requester.answer = RequesterEndpoint.Answer.TAKEN;
        bench.restart();

        assertThat(bench.requester.completions).hasSize(2);
        assertThat(bench.requester.failures).hasSize(2);
        assertThat(bench.node().executions()).isEmpty();
    }

    @Test
    void failsWhatNoLongerFits() {
        bench.start();
        bench.accepted(1, ComputeBench.jobWith(1, 0, "1"));
        ExecutionId queued = bench.accepted(2, ComputeBench.jobWith(2, 0, "1"));

        bench.settings = config -> config.totalCapacity(Resources.of(500, 1_000_000, 1_000_000, 0));
        bench.restart();

        assertThat(bench.runner.runs).isEmpty();
        assertThat(bench.requester.failures)
                .extracting(report -> report.executionId())
                .contains(queued);
        assertThat(bench.requester.failures)
                .allSatisfy(
                        report -> assertThat(report.failure().message()).startsWith("not enough capacity to run job"));
    }

    @Test
    void announcesWhatItHoldsWithANewIncarnation() {
        bench.start();
        ExecutionId id = bench.created(1);

        bench.restart();

        var announcement = bench.requester.announcements.get(bench.requester.announcements.size() - 1);
        assertThat(announcement.incarnation()).isEqualTo("incarnation-2");
        assertThat(announcement.sequence()).isEqualTo(1);
        assertThat(announcement.held()).containsExactly(new Held(id, ComputeBench.REQUESTER));
    }
}
