package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.BidAccepted;
import org.bacalhau.core.transport.ComputeEndpoint.BidRejected;
import org.bacalhau.core.transport.RequesterEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** What nodes report, in time, late, twice, or about what is not theirs. */
class ReportsTest {
    private static final Failure MISHAP = Failure.of(ErrorCode.UPSTREAM_FAILED, "the engine had a bad day", "");
    private final RequesterRig rig = new RequesterRig();

    @Test
    void theFirstBidIsAcceptedAndTheNextTurnedDown() {
        rig.start();
        PlayedNode node = rig.join(1);
        PlayedNode other = rig.join(2);
        Job job = rig.submit(Jobs.specBuilder(JobType.BATCH).count(2).build());
        AskForBid first = node.asked();
        AskForBid second = other.asked();
        node.bid(first);
        node.command(BidAccepted.class);
        rig.now(rig.requester().stop(job.id(), ""));

        assertThat(rig.now(other.bid(second))).isEqualTo(Answer.NOT_WANTED);
        assertThat(rig.execution(job, second.executionId()).state()).isEqualTo(ExecutionState.CANCELLED);
    }

    @Test
    void aNodeThatDoesNotBidIsReplacedByAnother() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = one.asked();
        PlayedNode two = rig.join(2);

        one.refuse(asked);

        assertThat(rig.execution(job, asked.executionId()).state()).isEqualTo(ExecutionState.ASK_FOR_BID_REJECTED);
        two.startsRun();
    }

    @Test
    void aBidThatComesTwiceIsTakenOnce() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.asked();
        node.bid(asked);
        node.command(BidAccepted.class);
        int history = rig.history(job).size();

        // The node asks once more, so it cannot have heard that it was accepted.
        assertThat(rig.now(node.bid(asked))).isEqualTo(Answer.TAKEN);

        assertThat(rig.history(job)).hasSize(history);
        assertThat(node.command(BidAccepted.class).executionId()).isEqualTo(asked.executionId());
    }

    @Test
    void anEndThatIsReportedTwiceIsTakenOnce() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.join(2);
        Job job = rig.submit(Jobs.specBuilder(JobType.BATCH).count(2).build());
        AskForBid asked = node.startsRun();
        assertThat(rig.now(node.complete(asked))).isEqualTo(Answer.TAKEN);
        int history = rig.history(job).size();

        assertThat(rig.now(node.complete(asked))).isEqualTo(Answer.NOT_WANTED);
        assertThat(rig.now(node.fail(asked, MISHAP))).isEqualTo(Answer.NOT_WANTED);

        assertThat(rig.history(job)).hasSize(history);
        assertThat(rig.observations().ignored)
                .containsExactly("run complete: the execution has ended", "failure: the execution has ended");
    }

    @Test
    void reportsOfAJobThatHasEndedAreIgnored() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.now(rig.requester().stop(job.id(), ""));

        assertThat(rig.now(node.complete(asked))).isEqualTo(Answer.NOT_WANTED);
        assertThat(rig.now(node.fail(asked, MISHAP))).isEqualTo(Answer.NOT_WANTED);
        assertThat(rig.now(node.bid(asked))).isEqualTo(Answer.NOT_WANTED);

        assertThat(rig.stateOf(job)).isEqualTo(JobState.STOPPED);
        assertThat(rig.observations().ignored)
                .containsExactly(
                        "run complete: the job has ended or is not known",
                        "failure: the job has ended or is not known",
                        "bid: the job has ended or is not known");
    }

    @Test
    void aNodeCannotSpeakForTheExecutionOfAnother() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        PlayedNode intruder = rig.join(2);

        assertThat(rig.now(intruder.complete(asked))).isEqualTo(Answer.NOT_WANTED);
        assertThat(rig.now(intruder.fail(asked, MISHAP))).isEqualTo(Answer.NOT_WANTED);

        assertThat(rig.execution(job).state()).isEqualTo(ExecutionState.BID_ACCEPTED);
        assertThat(rig.observations().ignored)
                .containsExactly(
                        "run complete: it comes from node-2 but the execution is on node-1",
                        "failure: it comes from node-2 but the execution is on node-1");
    }

    @Test
    void reportsAboutExecutionsNobodyPlannedAreIgnored() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.startsRun();
        AskForBid invented = new AskForBid(RequesterRig.REQUESTER, Jobs.executionId(77), rig.job(job.id()), true);

        assertThat(rig.now(node.complete(invented))).isEqualTo(Answer.NOT_WANTED);
        assertThat(rig.observations().ignored).hasSize(1);
    }

    @Test
    void theEndOfARunThatNobodyStartedIsIgnored() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.asked();

        assertThat(rig.now(node.complete(asked))).isEqualTo(Answer.NOT_WANTED);

        assertThat(rig.execution(job).state()).isEqualTo(ExecutionState.ASK_FOR_BID);
        assertThat(rig.observations().ignored).containsExactly("run complete: the execution is in state AskForBid");
        node.bid(asked);
        node.command(BidAccepted.class);
    }

    @Test
    void aBusyRequesterSaysSo() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        AskForBid asked = node.asked();
        int queued = 0;
        while (rig.loop().tryExecute(() -> {})) {
            queued++;
        }

        assertThat(queued).isPositive();
        assertThat(rig.now(node.bid(asked))).isEqualTo(Answer.BUSY);
    }

    @Test
    void aFailedExecutionIsReplacedAfterAWait() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();

        assertThat(rig.now(node.fail(asked, MISHAP))).isEqualTo(Answer.TAKEN);
        assertThat(node.commands()).isEmpty();
        rig.pass(Duration.ofSeconds(1));

        AskForBid second = node.asked();
        assertThat(rig.execution(job, second.executionId()).previousExecution()).isEqualTo(asked.executionId());
        assertThat(rig.execution(job, asked.executionId()).failure()).isEqualTo(MISHAP);
    }

    @Test
    void anExecutionThatItsNodeDoesNotKnowIsLostAndReplaced() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.asked();
        PlayedNode other = rig.join(2);
        node.endpoint()
                .answering(command -> CompletableFuture.completedStage(ComputeEndpoint.Answer.UNKNOWN_EXECUTION));

        node.bid(asked);

        assertThat(rig.execution(job, asked.executionId()).state()).isEqualTo(ExecutionState.FAILED);
        assertThat(rig.execution(job, asked.executionId()).compute().message()).contains("has lost execution");
        assertThat(other.asked().job().id()).isEqualTo(job.id());
    }

    @Test
    void bidsBeyondTheCountAreTurnedDown() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid first = one.startsRun();
        one.leave();
        rig.pass(RequesterConfig.DEFAULT.scheduler().reconnectGrace().plusSeconds(1));
        PlayedNode two = rig.join(2);
        AskForBid second = two.asked();
        one.comeBack(first.executionId());

        two.bid(second);

        two.command(BidAccepted.class);
        assertThat(rig.executions(job))
                .filteredOn(execution -> execution.state() == ExecutionState.BID_ACCEPTED)
                .hasSize(1);
        assertThat(one.commands()).noneMatch(BidRejected.class::isInstance);
    }
}
