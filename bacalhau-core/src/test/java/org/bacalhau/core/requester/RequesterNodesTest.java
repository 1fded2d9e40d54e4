package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.CancelExecution;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.junit.jupiter.api.Test;

/** Who takes part, who is heard, and what follows for the jobs (job-lifecycle.md §8). */
class RequesterNodesTest {
    private static final Duration SILENCE = RequesterConfig.DEFAULT.disconnectAfter();
    private static final Duration GRACE = RequesterConfig.DEFAULT.scheduler().reconnectGrace();
    private final RequesterRig rig = new RequesterRig();

    // Membership.

    @Test
    void listsNodesInOrderOfTheirIdsWithWhatTheySaid() {
        rig.start();
        rig.join(2);
        rig.join(1);

        assertThat(rig.requester().nodes())
                .extracting(node -> node.id().value())
                .containsExactly("node-1", "node-2");
        assertThat(rig.requester().nodes())
                .allMatch(
                        node -> node.membership() == Membership.APPROVED && node.connection() == Connection.CONNECTED);
    }

    @Test
    void listsTheFiguresOfTheLastAnnouncement() {
        rig.start();
        PlayedNode node = rig.join(1);
        Resources left = Resources.of(1_000, 1_000_000, 0, 0);

        node.offering(loaded(left, 3)).announce();

        ComputeInfo listed = only().info().compute();
        assertThat(listed).isNotNull();
        assertThat(listed.availableCapacity()).isEqualTo(left);
        assertThat(listed.runningExecutions()).isEqualTo(3);
    }

    private static ComputeInfo loaded(Resources available, int running) {
        ComputeInfo idle = Nodes.compute();
        return new ComputeInfo(
                idle.engines(),
                idle.publishers(),
                idle.storageSources(),
                idle.maxCapacity(),
                available,
                idle.queuedCapacity(),
                idle.maxJobRequirements(),
                running,
                0);
    }

    @Test
    void aNodeThatAwaitsApprovalGetsNoWork() {
        rig.with(RequesterConfig.DEFAULT.withManualApproval(true)).start();
        PlayedNode node = rig.join(1);

        Job job = rig.submit(Jobs.batch());

        assertThat(only().membership()).isEqualTo(Membership.PENDING);
        assertThat(node.commands()).isEmpty();
        NodeState approved = rig.now(rig.requester().approve(node.id()));
        assertThat(approved.membership()).isEqualTo(Membership.APPROVED);
        assertThat(node.asked().job().id()).isEqualTo(job.id());
    }

    @Test
    void aNodeThatIsRejectedGetsNoMoreWorkAndFinishesWhatItHas() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job runs = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();

        rig.now(rig.requester().reject(node.id()));
        rig.submit(Jobs.batch());
        node.announce(asked.executionId());

        assertThat(node.commands()).isEmpty();
        node.complete(asked);
        assertThat(rig.stateOf(runs)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void theBidOfANodeThatIsRejectedMeanwhileGoesToAnother() {
        rig.start();
        PlayedNode rejected = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = rejected.asked();
        PlayedNode other = rig.join(2);

        rig.now(rig.requester().reject(rejected.id()));

        assertThat(rejected.command(CancelExecution.class).executionId()).isEqualTo(asked.executionId());
        assertThat(rig.now(rejected.bid(asked))).isEqualTo(RequesterEndpoint.Answer.NOT_WANTED);
        assertThat(rejected.commands()).isEmpty();
        other.complete(other.startsRun());
        assertThat(rig.stateOf(job)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void refusesADecisionThatWasMadeAlready() {
        rig.start();
        PlayedNode node = rig.join(1);

        BacalhauException approved = rig.refusal(rig.requester().approve(node.id()));
        rig.now(rig.requester().reject(node.id()));
        BacalhauException rejected = rig.refusal(rig.requester().reject(node.id()));

        assertThat(approved.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(approved).hasMessageContaining("node already approved: node-1");
        assertThat(rejected).hasMessageContaining("node already rejected: node-1");
    }

    @Test
    void refusesDecisionsAboutANodeThatIsNotKnown() {
        rig.start();

        for (var call : List.of(
                rig.requester().approve(Jobs.nodeId(9)),
                rig.requester().reject(Jobs.nodeId(9)),
                rig.requester().remove(Jobs.nodeId(9)))) {
            assertThat(rig.refusal(call).code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void theWorkOfARemovedNodeIsReplacedAndItMayComeBack() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid lost = one.startsRun();
        PlayedNode two = rig.join(2);

        rig.now(rig.requester().remove(one.id()));

        assertThat(rig.execution(job, lost.executionId()).state()).isEqualTo(ExecutionState.FAILED);
        assertThat(one.command(CancelExecution.class).executionId()).isEqualTo(lost.executionId());
        assertThat(two.asked().job().id()).isEqualTo(job.id());
        assertThat(rig.requester().nodes()).hasSize(1);
        one.announce();
        assertThat(rig.requester().nodes()).hasSize(2);
    }

    // Signs of life.

    @Test
    void ignoresAnAnnouncementThatWasOvertaken() {
        rig.start();
        PlayedNode node = rig.node(1);
        node.announce("life", 7);
        node.offering(without("noop")).announce("life", 6);
        assertThat(engines()).containsExactly("noop");

        node.announce("life", 8);
        assertThat(engines()).containsExactly("other");
    }

    @Test
    void aNodeThatWasRestartedCountsFromOneAgain() {
        rig.start();
        PlayedNode node = rig.node(1);
        node.announce("first life", 7);

        node.offering(without("noop")).announce("second life", 1);

        assertThat(engines()).containsExactly("other");
    }

    private static ComputeInfo without(String engine) {
        ComputeInfo compute = Nodes.compute();
        assertThat(compute.engines()).contains(engine);
        return new ComputeInfo(
                Set.of("other"),
                compute.publishers(),
                compute.storageSources(),
                compute.maxCapacity(),
                compute.availableCapacity(),
                compute.queuedCapacity(),
                compute.maxJobRequirements(),
                0,
                0);
    }

    private Set<String> engines() {
        ComputeInfo compute = only().info().compute();
        assertThat(compute).isNotNull();
        return compute.engines();
    }

    @Test
    void aNodeThatIsSilentIsDisconnectedAndOneThatSpeaksIsNot() {
        rig.start();
        rig.join(1);
        PlayedNode speaks = rig.join(2);
        rig.pass(SILENCE.minusSeconds(1));
        speaks.announce();

        rig.pass(Duration.ofSeconds(2));

        assertThat(rig.requester().nodes())
                .extracting(NodeState::connection)
                .containsExactly(Connection.DISCONNECTED, Connection.CONNECTED);
    }

    @Test
    void observersLearnOfAJoinASilenceAReturnAndADecision() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.pass(SILENCE.plusSeconds(1));
        node.announce();
        node.announce();
        rig.now(rig.requester().reject(node.id()));

        assertThat(rig.observations().nodes)
                .extracting(NodeState::connection)
                .containsExactly(
                        Connection.CONNECTED, Connection.DISCONNECTED, Connection.CONNECTED, Connection.CONNECTED);
        assertThat(rig.observations().nodes.get(3).membership()).isEqualTo(Membership.REJECTED);
    }

    @Test
    void theWorkOfASilentNodeIsReplacedAfterTheGrace() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid lost = one.startsRun();
        rig.pass(SILENCE);
        PlayedNode two = rig.join(2);

        rig.pass(GRACE.minusSeconds(1));
        assertThat(rig.execution(job, lost.executionId()).isTerminal()).isFalse();
        assertThat(two.commands()).isEmpty();
        two.announce();
        rig.pass(Duration.ofSeconds(1));

        Execution failed = rig.execution(job, lost.executionId());
        assertThat(failed.failure()).isNotNull();
        assertThat(failed.failure().code()).isEqualTo(ErrorCode.NODE_LOST);
        assertThat(rig.executions(job).get(1).previousExecution()).isEqualTo(lost.executionId());
    }

    @Test
    void aNodeThatReturnsWithinTheGraceGoesOn() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.pass(SILENCE.plus(GRACE).minusSeconds(2));

        node.announce(asked.executionId());
        rig.pass(Duration.ofSeconds(5));
        node.complete(asked);

        assertThat(node.commands()).isEmpty();
        assertThat(rig.stateOf(job)).isEqualTo(JobState.COMPLETED);
        assertThat(rig.executions(job)).hasSize(1);
    }

    @Test
    void aNodeThatReturnsTooLateStopsWhatWasReplaced() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid lost = one.startsRun();
        one.leave();
        PlayedNode two = rig.join(2);
        for (Duration passed = Duration.ZERO; passed.compareTo(GRACE) < 0; passed = passed.plusSeconds(20)) {
            rig.pass(Duration.ofSeconds(20));
            two.announce();
        }
        assertThat(rig.executions(job)).hasSize(2);

        one.comeBack(lost.executionId());
        rig.pass(Duration.ofSeconds(30));

        assertThat(one.commands())
                .isNotEmpty()
                .allMatch(command -> ((CancelExecution) command).executionId().equals(lost.executionId()));
    }

    @Test
    void aNodeThatLeavesIsDisconnectedAtOnceAndItsDaemonGoesOnWhenItReturns() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job daemon = rig.submit(Jobs.spec(JobType.DAEMON));
        AskForBid asked = node.asked();

        node.leave();
        assertThat(only().connection()).isEqualTo(Connection.DISCONNECTED);
        node.comeBack(asked.executionId());
        rig.pass(GRACE.plusSeconds(1));

        assertThat(rig.execution(daemon).state()).isEqualTo(ExecutionState.BID_ACCEPTED);
    }

    @Test
    void aDaemonRunsOnANodeThatJoinsLater() {
        rig.start();
        Job daemon = rig.submit(Jobs.spec(JobType.DAEMON));
        PlayedNode node = rig.join(1);

        AskForBid asked = node.asked();

        assertThat(asked.job().id()).isEqualTo(daemon.id());
        assertThat(rig.stateOf(daemon)).isEqualTo(JobState.RUNNING);
    }

    private NodeState only() {
        assertThat(rig.requester().nodes()).hasSize(1);
        return rig.requester().nodes().get(0);
    }
}
