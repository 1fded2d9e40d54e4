package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.CancelExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping a job in each of its states (job-lifecycle.md §2.2), and waiting for its end. */
class StopAndWaitTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final RequesterRig rig = new RequesterRig();

    // Stopping.

    @Test
    void stopsAJobThatNobodyHasLookedAt() {
        rig.start();
        Job job = rig.submit(Jobs.batch());

        assertThat(stop(job).state()).isEqualTo(JobState.STOPPED);
        assertThat(rig.stateOf(job)).isEqualTo(JobState.STOPPED);
    }

    @Test
    void withdrawsAnExecutionThatWasAskedFor() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.asked();

        stop(job);

        assertThat(rig.execution(job).state()).isEqualTo(ExecutionState.CANCELLED);
        assertThat(node.command(CancelExecution.class).executionId()).isEqualTo(asked.executionId());
    }

    @Test
    void cancelsAnExecutionThatRuns() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();

        Job stopped = stop(job);

        assertThat(stopped.status().message()).contains("seen enough");
        assertThat(rig.execution(job).state()).isEqualTo(ExecutionState.CANCELLED);
        assertThat(rig.execution(job).desired().state()).isEqualTo(DesiredState.STOPPED);
        assertThat(node.command(CancelExecution.class).executionId()).isEqualTo(asked.executionId());
    }

    @Test
    void stoppingAStoppedJobChangesNothing() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        Job stopped = stop(job);
        int commits = rig.store().commits().size();

        assertThat(stop(job)).isEqualTo(stopped);
        assertThat(rig.store().commits()).hasSize(commits);
    }

    @Test
    void refusesToStopAJobThatHasCompletedOrFailed() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job completed = rig.submit(Jobs.batch());
        node.complete(node.startsRun());
        Job failed = rig.submit(Jobs.batch());
        node.fail(node.startsRun(), Failure.of(ErrorCode.BAD_PROGRAM, "no entry point", ""));

        assertThat(rig.refusal(rig.requester().stop(completed.id(), "")))
                .hasMessageContaining("cannot stop job in state Completed");
        BacalhauException refused = rig.refusal(rig.requester().stop(failed.id(), ""));
        assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refused).hasMessageContaining("cannot stop job in state Failed");
    }

    @Test
    void refusesToStopAJobThatIsNotKnown() {
        rig.start();

        assertThat(rig.refusal(rig.requester().stop(Jobs.jobId(9), "")).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    // Waiting.

    @Test
    void waitersLearnTheEndOfTheirJob() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        CompletableFuture<Job> first = rig.requester().awaitEnd(job.id(), MINUTE);
        CompletableFuture<Job> second = rig.requester().awaitEnd(job.id(), MINUTE);
        rig.run();
        assertThat(first).isNotDone();

        node.complete(node.startsRun());

        assertThat(rig.now(first).state()).isEqualTo(JobState.COMPLETED);
        assertThat(rig.now(second)).isEqualTo(rig.job(job.id()));
    }

    @Test
    void theEndOfAJobThatHasEndedIsKnownAtOnce() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        Job stopped = stop(job);

        assertThat(rig.now(rig.requester().awaitEnd(job.id(), MINUTE))).isEqualTo(stopped);
    }

    @Test
    void waitingEndsWithItsTimeAndTheJobGoesOn() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(job.id(), MINUTE);

        rig.pass(MINUTE);

        BacalhauException late = rig.refusal(waiting);
        assertThat(late.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(late).hasMessageContainingAll(job.id().value(), "1m0s");
        assertThat(rig.stateOf(job)).isEqualTo(JobState.PENDING);
    }

    @Test
    void refusesToWaitForAJobThatIsNotKnown() {
        rig.start();

        assertThat(rig.refusal(rig.requester().awaitEnd(Jobs.jobId(9), MINUTE)).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesToWaitForNoTimeAtAll(long seconds) {
        rig.start();
        Job job = rig.submit(Jobs.batch());

        BacalhauException refused = rig.refusal(rig.requester().awaitEnd(job.id(), Duration.ofSeconds(seconds)));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void refusesWaitersBeyondTheLimitUntilOneHasGone() {
        rig.with(RequesterConfig.DEFAULT.withWaiterLimit(1)).start();
        Job job = rig.submit(Jobs.batch());
        CompletableFuture<Job> first = rig.requester().awaitEnd(job.id(), MINUTE);

        assertThat(rig.refusal(rig.requester().awaitEnd(job.id(), MINUTE)).code())
                .isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);

        rig.pass(MINUTE);
        assertThat(first).isCompletedExceptionally();
        CompletableFuture<Job> next = rig.requester().awaitEnd(job.id(), MINUTE);
        rig.run();
        assertThat(next).isNotDone();
    }

    private Job stop(Job job) {
        return rig.now(rig.requester().stop(job.id(), "seen enough"));
    }
}
