package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.BidAccepted;
import org.bacalhau.core.transport.ComputeEndpoint.CancelExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node holds and what is wanted of it are compared each time it announces itself. */
class ReconcilerTest {
    private static final Duration DEADLINE = RequesterConfig.DEFAULT.commandDeadline();
    private final RequesterRig rig = new RequesterRig();

    @Test
    void cancelsWhatANodeHoldsAndNobodyWants() {
        rig.start();
        PlayedNode node = rig.join(1);

        node.announce(Jobs.executionId(5));

        assertThat(node.command(CancelExecution.class).executionId()).isEqualTo(Jobs.executionId(5));
    }

    @Test
    void leavesAloneWhatANodeHoldsForOthers() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();

        node.announce(asked.executionId());
        rig.pass(DEADLINE.multipliedBy(2));
        node.announce(asked.executionId());

        assertThat(node.commands()).isEmpty();
        assertThat(rig.execution(job).state()).isEqualTo(ExecutionState.BID_ACCEPTED);
    }

    @Test
    void asksAgainForABidThatTheNodeDoesNotKnowOf() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        AskForBid asked = node.asked();
        rig.pass(DEADLINE.plusSeconds(1));

        node.announce();

        assertThat(node.asked()).isEqualTo(asked);
    }

    @Test
    void acceptsAgainABidWhoseExecutionTheNodeDoesNotHold() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.pass(DEADLINE.plusSeconds(1));

        node.announce();

        assertThat(node.command(BidAccepted.class).executionId()).isEqualTo(asked.executionId());
    }

    @Test
    void anAnnouncementThatMayBeOlderThanAMoveLeadsToNothing() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        node.asked();

        node.announce();

        assertThat(node.commands()).isEmpty();
    }

    @Test
    void theFirstAnnouncementOfANewLifeIsBelievedAtOnce() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        AskForBid asked = node.asked();

        node.announce("another life", 1);

        assertThat(node.asked()).isEqualTo(asked);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobType.class,
            names = {"OPS", "DAEMON"})
    void asksAgainForARunWithoutApprovalThatNeverReachedTheNode(JobType type) {
        rig.start();
        PlayedNode node = rig.join(1);
        node.endpoint().answering(command -> new CompletableFuture<>());
        Job job = rig.submit(Jobs.spec(type));
        AskForBid asked = node.asked();
        rig.restart();

        node.announce();

        assertThat(node.asked()).isEqualTo(asked);
        assertThat(rig.execution(job).state()).isEqualTo(ExecutionState.BID_ACCEPTED);
    }

    @Test
    void aDaemonThatWasLostWithItsNodesDataRunsAgainAsAnotherExecution() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.spec(JobType.DAEMON));
        AskForBid lost = node.asked();

        AskForBid again = (AskForBid) loseData(node).get(0);

        assertThat(again.executionId()).isNotEqualTo(lost.executionId());
        assertThat(rig.execution(job, again.executionId()).previousExecution()).isEqualTo(lost.executionId());
        assertThat(rig.execution(job, lost.executionId()).failure())
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NODE_LOST));
        assertThat(rig.stateOf(job)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void anOpsExecutionThatWasLostWithItsNodesDataHasFailed() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.spec(JobType.OPS));
        node.asked();

        assertThat(loseData(node)).isEmpty();

        assertThat(rig.execution(job).failure())
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NODE_LOST));
        assertThat(rig.stateOf(job)).isEqualTo(JobState.FAILED);
    }

    @Test
    void aLossIsNoticedThoughTheRequesterWasRestartedMeanwhile() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.spec(JobType.DAEMON));
        AskForBid lost = node.asked();
        rig.restart();
        node.announce(lost.executionId());
        node.commands();

        assertThat(loseData(node)).hasSize(1).allMatch(AskForBid.class::isInstance);
        assertThat(rig.executions(job)).hasSize(2);
    }

    @Test
    void anEndThatIsNotYetReportedIsNoLoss() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.spec(JobType.OPS));
        AskForBid asked = node.asked();

        // It knows the execution, but no longer holds it.
        node.announce("another life", 1);
        node.command(BidAccepted.class);
        node.complete(asked);

        assertThat(rig.stateOf(job)).isEqualTo(JobState.COMPLETED);
    }

    /** Has the node start again on an empty disk; returns what it is told once it has said that it knows nothing. */
    private static List<Object> loseData(PlayedNode node) {
        node.endpoint()
                .answering(command -> CompletableFuture.completedStage(
                        command instanceof BidAccepted ? Answer.UNKNOWN_EXECUTION : Answer.TAKEN));
        node.announce("life without memory", 1);
        List<Object> commands = node.commands();
        assertThat(commands.get(0)).isInstanceOf(BidAccepted.class);
        return commands.subList(1, commands.size());
    }

    @Test
    void aCommandInHandIsNotSentTwice() {
        rig.start();
        PlayedNode node = rig.join(1);
        node.endpoint().answering(command -> new CompletableFuture<>());
        rig.submit(Jobs.batch());
        node.asked();

        node.announce("another life", 1);

        assertThat(node.commands()).isEmpty();
    }

    @Test
    void aCommandThatWasGivenUpIsSentAgainWhenTheNodeIsHeard() {
        RequesterConfig hasty = RequesterConfig.DEFAULT.withPatience(
                RequesterConfig.DEFAULT.disconnectAfter(),
                Duration.ofSeconds(1),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 2));
        rig.with(hasty).start();
        PlayedNode node = rig.join(1);
        node.endpoint().answering(command -> new CompletableFuture<>());
        rig.submit(Jobs.batch());
        rig.pass(Duration.ofSeconds(20));
        assertThat(node.commands()).hasSize(2);

        node.announce();

        node.asked();
    }

    @Test
    void repeatsNothingThatIsNotYetSafe() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job runs = rig.submit(Jobs.batch());
        AskForBid running = node.startsRun();
        rig.store().hold();
        CompletableFuture<Submitted> submitted = rig.requester().submit(Jobs.batch());
        CompletableFuture<Job> stopped = rig.requester().stop(runs.id(), "");
        rig.run();
        assertThat(submitted).isNotDone();
        assertThat(stopped).isNotDone();

        node.announce("another life", 1, running.executionId());
        assertThat(node.commands()).isEmpty();
        rig.store().releaseAll();
        rig.run();

        assertThat(node.commands())
                .hasAtLeastOneElementOfType(AskForBid.class)
                .hasAtLeastOneElementOfType(CancelExecution.class);
    }

    @Test
    void acceptsAgainOnlyWhatIsSafelyAccepted() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        AskForBid asked = node.asked();
        rig.store().hold();

        node.bid(asked);
        node.bid(asked);
        assertThat(node.commands()).isEmpty();
        rig.store().releaseAll();
        rig.run();

        assertThat(node.commands()).isNotEmpty().allMatch(BidAccepted.class::isInstance);
    }

    @Test
    void repeatsCommandsInTheOrderOfTheirExecutions() {
        rig.start();
        PlayedNode node = rig.join(1);
        List<ExecutionId> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            JobSpec spec = JobSpec.builder(JobType.BATCH, Jobs.taskWith("10m", "", "", ""))
                    .build();
            rig.submit(spec);
            asked.add(node.asked().executionId());
        }

        node.announce("another life", 1);

        assertThat(node.commands())
                .extracting(command -> ((AskForBid) command).executionId())
                .containsExactlyElementsOf(asked);
    }
}
