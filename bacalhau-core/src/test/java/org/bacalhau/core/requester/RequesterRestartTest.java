package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.BidAccepted;
import org.bacalhau.core.transport.ComputeEndpoint.CancelExecution;
import org.junit.jupiter.api.Test;

/** A requester that starts on an old store goes on at every stage (job-lifecycle.md §14.2 says how the original does not). */
class RequesterRestartTest {
    private final RequesterRig rig = new RequesterRig();

    @Test
    void aJobThatNobodyCouldTakeIsPlacedAfterTheRestart() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        rig.restart();

        PlayedNode node = rig.join(1);

        assertThat(node.asked().job().id()).isEqualTo(job.id());
    }

    @Test
    void aQueuedJobKeepsItsQueueTimeout() {
        rig.start();
        rig.join(1);
        Job job = rig.submit(JobSpec.builder(
                        JobType.BATCH,
                        Jobs.taskWith("100", "", "", "").toBuilder()
                                .timeouts(new Timeouts(Duration.ZERO, Duration.ofMinutes(10), Duration.ZERO))
                                .build())
                .build());
        rig.pass(Duration.ofMinutes(6));
        rig.restart();
        assertThat(rig.stateOf(job)).isEqualTo(JobState.QUEUED);

        rig.pass(Duration.ofMinutes(4));

        assertThat(rig.stateOf(job)).isEqualTo(JobState.FAILED);
    }

    @Test
    void aQuestionForABidThatGotLostIsAskedAgain() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        AskForBid asked = node.asked();
        rig.restart();

        node.announce();

        assertThat(node.asked()).isEqualTo(asked);
    }

    @Test
    void aBidThatComesAfterTheRestartIsAccepted() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.asked();
        node.announce(asked.executionId());
        rig.restart();
        node.announce(asked.executionId());

        node.bid(asked);

        node.command(BidAccepted.class);
        assertThat(rig.stateOf(job)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aBidThatIsRepeatedSinceItsAcceptanceGotLostIsAcceptedAgain() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        node.announce(asked.executionId());
        rig.restart();
        node.announce(asked.executionId());
        assertThat(node.commands()).isEmpty();

        node.bid(asked);

        node.command(BidAccepted.class);
    }

    @Test
    void aRunThatEndsAfterTheRestartCompletesItsJob() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.restart();
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(job.id(), Duration.ofMinutes(1));

        node.complete(asked);

        assertThat(rig.now(waiting).state()).isEqualTo(JobState.COMPLETED);
        assertThat(rig.history(job)).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aFailedExecutionThatAwaitsItsNextTryIsTriedAgain() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        node.fail(asked, Failure.of(ErrorCode.UPSTREAM_FAILED, "bad day", ""));
        rig.restart();
        node.announce();

        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.execution(job, node.asked().executionId()).previousExecution())
                .isEqualTo(asked.executionId());
    }

    @Test
    void anExecutionThatWasStoppedWhileItsNodeWasAwayIsStoppedWhenItReturns() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        node.endpoint().answering(command -> new CompletableFuture<>());
        rig.now(rig.requester().stop(job.id(), ""));
        node.commands();
        rig.restart();

        node.announce(asked.executionId());

        assertThat(node.command(CancelExecution.class).executionId()).isEqualTo(asked.executionId());
    }

    @Test
    void theExecutionsOfANodeThatDoesNotComeBackAreReplacedAfterTheGrace() {
        rig.start();
        PlayedNode gone = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = gone.startsRun();
        gone.leave();
        rig.restart();
        assertThat(rig.execution(job).state()).isEqualTo(ExecutionState.BID_ACCEPTED);

        rig.pass(RequesterConfig.DEFAULT.scheduler().reconnectGrace());
        PlayedNode other = rig.join(2);

        assertThat(rig.execution(job, asked.executionId()).state()).isEqualTo(ExecutionState.FAILED);
        assertThat(other.asked().job().id()).isEqualTo(job.id());
    }

    @Test
    void theTotalTimeoutStillHolds() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.pass(Duration.ofMinutes(20));
        rig.restart();
        node.announce(asked.executionId());

        rig.pass(Duration.ofMinutes(10));

        assertThat(rig.stateOf(job)).isEqualTo(JobState.FAILED);
        assertThat(rig.job(job.id()).status().message()).startsWith("Job timed out. Job took longer than 30m0s");
    }

    @Test
    void jobsThatHaveEndedStayAsTheyAre() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.complete(node.startsRun());
        Job ended = rig.job(job.id());
        rig.restart();

        node.announce();
        rig.pass(Duration.ofHours(1));

        assertThat(rig.job(job.id())).isEqualTo(ended);
        assertThat(node.commands()).isEmpty();
    }

    @Test
    void membershipIsRememberedAndConnectionIsNot() {
        rig.with(RequesterConfig.DEFAULT.withManualApproval(true)).start();
        rig.join(1);
        PlayedNode approved = rig.join(2);
        PlayedNode rejected = rig.join(3);
        PlayedNode removed = rig.join(4);
        rig.now(rig.requester().approve(approved.id()));
        rig.now(rig.requester().reject(rejected.id()));
        rig.now(rig.requester().remove(removed.id()));
        removed.leave();
        approved.leave();
        rig.restart();

        assertThat(rig.requester().nodes())
                .extracting(NodeState::membership)
                .containsExactly(Membership.PENDING, Membership.APPROVED, Membership.REJECTED);
        assertThat(rig.requester().nodes().get(1).connection()).isEqualTo(Connection.DISCONNECTED);
    }

    @Test
    void aDaemonGoesOnWhereItRanAndOnNodesThatJoin() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job daemon = rig.submit(Jobs.spec(JobType.DAEMON));
        AskForBid asked = one.asked();
        one.announce(asked.executionId());
        rig.restart();
        one.announce(asked.executionId());

        PlayedNode two = rig.join(2);

        assertThat(one.commands()).isEmpty();
        two.asked();
        assertThat(rig.executions(daemon)).hasSize(2);
    }

    @Test
    void aSecondRestartRightAfterTheFirstChangesNothing() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.restart();
        int history = rig.history(job).size();
        rig.restart();

        assertThat(rig.history(job)).hasSize(history);
        node.announce(asked.executionId());
        node.complete(asked);
        assertThat(rig.stateOf(job)).isEqualTo(JobState.COMPLETED);
    }
}
