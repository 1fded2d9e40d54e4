package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** How long an execution may take, and what happens then. */
class ExecutionTimeLimitTest {
    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    private ExecutionId withTimeouts(JobType type, Timeouts timeouts) {
        return fixture.accepted(
                1,
                Jobs.job(
                        1,
                        Jobs.specBuilder(type)
                                .task(Jobs.taskBuilder().timeouts(timeouts).build())
                                .build()));
    }

    private final Timeouts tenSeconds = new Timeouts(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO);

    @Test
    void failsWhatTakesTooLong() {
        fixture.start();
        ExecutionId id = withTimeouts(JobType.BATCH, tenSeconds);

        fixture.pass(Duration.ofSeconds(10));
        assertThat(fixture.runner.run(id).stops).isEqualTo(1);
        assertThat(fixture.requester.failures).isEmpty();
        fixture.runner.run(id).fail("interrupted");
        fixture.pass(Duration.ZERO);

        assertThat(fixture.requester.failures).singleElement().satisfies(report -> {
            assertThat(report.failure().code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(report.failure().message()).isEqualTo("Execution timed out after 10s");
            assertThat(report.failure().hint()).isEqualTo("Increase the task timeout or allocate more resources");
            assertThat(report.failure().retryable()).isTrue();
            assertThat(report.event().topic()).isEqualTo("Running Execution");
        });
    }

    @Test
    void countsFromLeavingTheQueue() {
        fixture.start();
        ExecutionId first = fixture.accepted(2, ComputeNodeFixture.jobWith(2, 0, "1"));
        ExecutionId waiting = withTimeouts(JobType.BATCH, tenSeconds);
        fixture.pass(Duration.ofSeconds(60));
        fixture.complete(first);

        fixture.pass(Duration.ofSeconds(9));

        assertThat(fixture.runner.run(waiting).stops).isZero();
    }

    @Test
    void keepsAResultThatComesJustInTime() {
        fixture.start();
        ExecutionId id = withTimeouts(JobType.BATCH, tenSeconds);
        fixture.pass(Duration.ofSeconds(10));

        fixture.complete(id);

        assertThat(fixture.requester.completions).hasSize(1);
        assertThat(fixture.requester.failures).isEmpty();
    }

    @Test
    void saysThatTheEngineDidNotStop() {
        fixture.settings = config -> config.stopGrace(Duration.ofSeconds(5));
        fixture.start();
        withTimeouts(JobType.BATCH, tenSeconds);

        fixture.pass(Duration.ofSeconds(15));

        assertThat(fixture.requester.failures).singleElement().satisfies(report -> {
            assertThat(report.failure().code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(report.failure().message())
                    .isEqualTo("Execution timed out after 10s; the engine did not stop it within 5s, so it was"
                            + " given up");
            assertThat(report.event().message()).isEqualTo(report.failure().message());
        });
    }

    @Test
    void takesTheNodesLimitIfTheJobHasNone() {
        fixture.settings = config -> config.defaultExecutionTimeout(Duration.ofMinutes(2));
        fixture.start();
        ExecutionId id = withTimeouts(JobType.BATCH, Timeouts.NONE);

        fixture.pass(Duration.ofSeconds(119));
        assertThat(fixture.runner.run(id).stops).isZero();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.runner.run(id).stops).isEqualTo(1);
    }

    @Test
    void letsLongRunningJobsRun() {
        fixture.start();
        ExecutionId id = withTimeouts(JobType.SERVICE, tenSeconds);

        fixture.pass(Duration.ofDays(1));

        assertThat(fixture.runner.run(id).stops).isZero();
    }
}
