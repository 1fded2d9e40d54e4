package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.scheduler.NodeBuilder.node;
import static org.bacalhau.core.scheduler.NodeBuilder.nodes;

import java.time.Duration;
import java.util.List;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.scheduler.Plan.Placement;
import org.junit.jupiter.api.Test;

/** What batch and service jobs do about missing nodes, lost nodes and limits of time. */
class BatchServiceLimitsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GRACE = SchedulerConfig.DEFAULT.reconnectGrace();

    private static List<String> stopMessages(Plan plan) {
        return plan.desiredChanges().stream()
                .filter(change -> change.desired() == DesiredState.STOPPED)
                .map(change -> change.event().message())
                .toList();
    }

    @Test
    void failsAtOnceWithoutFittingNodesAndSaysWhy() {
        SchedulingScene scene = new SchedulingScene(
                Jobs.constrained(LabelRequirement.equalTo("zone", "mars")).toBuilder()
                        .count(2)
                        .build(),
                node("n-1").label("zone", "mars"),
                node("n-2"));

        Plan plan = scene.evaluate();

        String text = "not enough nodes to run job. requested: 2, available: 2, suitable: 1.\n"
                + "• Node n-2: labels map[] don't match required selectors [zone = mars]\n"
                + "• nearest: node n-2 would fit if the constraint zone = mars were dropped";
        assertThat(plan.placements()).isEmpty();
        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message()).isEqualTo(text);
        assertThat(scene.lastMove.event().message()).isEqualTo(text);
        assertThat(scene.lastMove.event().topic()).isEqualTo("Scheduling");
        assertThat(scene.lastMove.event().details())
                .containsEntry("IsError", "true")
                .containsEntry("ErrorCode", "NO_FITTING_NODE")
                .containsEntry("NodesRequested", "2")
                .containsEntry("NodesAvailable", "2")
                .containsEntry("NodesSuitable", "1");
    }

    @Test
    void queuesAJobUntilItsQueueTimeout() {
        SchedulingScene scene = SchedulingScene.batch(2, node("n-1")).withTimeouts(Duration.ZERO, HOUR, Duration.ZERO);

        Plan plan = scene.evaluate();

        assertThat(plan.placements()).hasSize(1);
        assertThat(plan.reviewAt()).isEqualTo(SchedulingScene.START.plus(HOUR));
        assertThat(scene.state()).isEqualTo(JobState.QUEUED);
        assertThat(scene.lastMove.event().topic()).isEqualTo("Queueing");
        assertThat(scene.lastMove.event().message())
                .isEqualTo("Job queued. not enough nodes to run job. requested: 2, available: 1, suitable: 1.");
        assertThat(scene.plan().jobMove()).isNull();
        scene.after(HOUR).evaluate();
        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.execution(1).desired().state()).isEqualTo(DesiredState.STOPPED);
    }

    @Test
    void placesAQueuedJobWhenANodeJoins() {
        SchedulingScene scene = SchedulingScene.batch(2, node("n-1")).withTimeouts(Duration.ZERO, HOUR, Duration.ZERO);
        scene.evaluate();
        scene.run(1);
        assertThat(scene.state()).isEqualTo(JobState.QUEUED);

        scene.put(node("n-2"));
        assertThat(scene.evaluate().placements()).extracting(Placement::node).containsExactly(new NodeId("n-2"));
        assertThat(scene.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void leavesAJobPendingWhileNobodyMayBeGivenWork() {
        SchedulingScene scene = SchedulingScene.batch(1, node("n-1").membership(Membership.PENDING));

        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
        scene.after(HOUR).put(node("n-1"));
        assertThat(scene.evaluate().placements()).hasSize(1);
    }

    @Test
    void doesNotFailAJobThatFoundNobodyBecauseTheFirstNodeDoesNotFit() {
        SchedulingScene scene = SchedulingScene.batch(1);
        scene.evaluate();
        scene.after(HOUR).put(node("n-1").engines("wasm"));

        Plan plan = scene.evaluate();

        assertThat(scene.state()).isEqualTo(JobState.QUEUED);
        assertThat(plan.reviewAt()).isEqualTo(scene.now.plus(GRACE));
        scene.after(GRACE.minusSeconds(1)).put(node("n-2"));
        assertThat(scene.evaluate().placements()).hasSize(1);
    }

    @Test
    void failsAJobThatFoundNobodyIfNoFittingNodeFollowsTheFirst() {
        SchedulingScene scene = SchedulingScene.batch(1);
        scene.evaluate();
        scene.after(HOUR).put(node("n-1").engines("wasm"));
        scene.evaluate();

        scene.after(GRACE).evaluate();

        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message()).contains("does not support noop, only wasm");
    }

    @Test
    void failsAJobAtOnceThatFindsOnlyNodesThatDoNotFit() {
        SchedulingScene scene = SchedulingScene.batch(1);
        scene.put(node("n-1").engines("wasm"));

        scene.evaluate();

        assertThat(scene.state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void endsTheWaitForAnyNodeAtAQueueTimeout() {
        SchedulingScene scene = SchedulingScene.batch(1).withTimeouts(Duration.ZERO, HOUR, Duration.ZERO);
        assertThat(scene.evaluate().reviewAt()).isEqualTo(SchedulingScene.START.plus(HOUR));
        assertThat(scene.state()).isEqualTo(JobState.QUEUED);

        scene.after(HOUR).evaluate();

        assertThat(scene.lastMove.message())
                .isEqualTo("not enough nodes to run job. requested: 1, available: 0, suitable: 0.");
    }

    @Test
    void failsAJobThatTakesTooLong() {
        SchedulingScene scene =
                SchedulingScene.batch(1, nodes(1)).withTimeouts(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(30));
        assertThat(scene.evaluate().reviewAt()).isEqualTo(SchedulingScene.START.plusSeconds(1_800));
        scene.run(1);
        scene.after(Duration.ofMinutes(30).minusNanos(1));
        assertThat(scene.evaluate().jobMove()).isNull();

        Plan plan = scene.after(Duration.ofNanos(1)).evaluate();

        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(stopMessages(plan)).containsExactly("Job timed out. Job took longer than 30m0s");
        assertThat(scene.lastMove.event().topic()).isEqualTo("Job Timeout");
        assertThat(scene.lastMove.event().details())
                .containsEntry("IsError", "true")
                .containsEntry("FailsExecution", "true")
                .containsEntry("Hint", "Increase the task timeout or allocate more resources");
        assertThat(plan.reviewAt()).isNull();
    }

    @Test
    void countsCompletionsBeforeTheTotalTimeout() {
        SchedulingScene scene =
                SchedulingScene.batch(1, nodes(1)).withTimeouts(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(30));
        scene.evaluate();
        scene.run(1);
        scene.complete(1);

        scene.after(HOUR).evaluate();

        assertThat(scene.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void stopsAnExecutionThatTookTooLongAndTriesAgain() {
        SchedulingScene scene =
                SchedulingScene.batch(1, nodes(2)).withTimeouts(Duration.ofMinutes(10), Duration.ZERO, Duration.ZERO);
        scene.evaluate();
        scene.run(1);
        assertThat(scene.evaluate().reviewAt()).isEqualTo(SchedulingScene.START.plusSeconds(720));

        Plan plan = scene.after(Duration.ofMinutes(12)).evaluate();

        assertThat(stopMessages(plan)).containsExactly("Execution timed out. Execution took longer than 10m0s");
        assertThat(plan.desiredChanges().get(0).event().topic()).isEqualTo("Exec Timeout");
        assertThat(plan.desiredChanges().get(0).event().details())
                .containsEntry("IsError", "true")
                .containsEntry("FailsExecution", "true")
                .containsEntry("Hint", "Increase the task timeout or allocate more resources");
        assertThat(plan.reviewAt()).isEqualTo(scene.now.plusMillis(500));
        scene.now = plan.reviewAt();
        assertThat(scene.evaluate().placements()).hasSize(1);
    }

    @Test
    void letsAServiceRunWithoutLimit() {
        SchedulingScene scene = SchedulingScene.of(JobType.SERVICE, nodes(1))
                .withTimeouts(Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(2));
        scene.evaluate();
        scene.run(1);
        scene.evaluate();

        assertThat(scene.after(Duration.ofDays(400)).evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void survivesTimeoutsLongerThanAllTime() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(1))
                .withTimeouts(Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE));

        scene.evaluate();
        scene.run(1);

        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void replacesTheExecutionsOfANodeThatIsSilentForTooLong() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(2));
        scene.evaluate();
        scene.run(1);
        scene.evaluate();
        scene.disconnect(scene.execution(1).nodeId().value());
        Plan waiting = scene.evaluate();
        assertThat(waiting.reviewAt()).isEqualTo(SchedulingScene.START.plusSeconds(120));

        scene.now = waiting.reviewAt();
        Plan plan = scene.evaluate();

        assertThat(stopMessages(plan)).containsExactly("Execution stop requested because node has disappeared");
        assertThat(plan.placements()).hasSize(1);
        assertThat(plan.placements().get(0).replaces())
                .isEqualTo(scene.execution(1).id());
    }

    @Test
    void keepsTheExecutionsOfANodeThatReturnsInTime() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(1));
        scene.evaluate();
        scene.run(1);
        scene.evaluate();
        scene.disconnect("n-1");
        scene.after(Duration.ofSeconds(119)).put(node("n-1"));

        assertThat(scene.after(HOUR).evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void saysThatALossFailsTheExecution() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(2));
        scene.evaluate();
        scene.run(1);
        scene.directory.remove(scene.execution(1).nodeId());

        assertThat(scene.plan().desiredChanges())
                .singleElement()
                .satisfies(stop -> assertThat(stop.event().details())
                        .containsEntry("FailsExecution", "true")
                        .containsEntry("ErrorCode", "NODE_LOST"));
    }

    @Test
    void waitsForANodeThatMayComeBackBeforeItFailsForLackOfNodes() {
        SchedulingScene scene =
                SchedulingScene.batch(1, node("n-1"), node("n-2").engines("wasm"));
        scene.disconnect("n-1");

        scene.evaluate();
        assertThat(scene.state()).isEqualTo(JobState.QUEUED);

        scene.after(Duration.ofSeconds(120)).evaluate();
        assertThat(scene.state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void replacesTheExecutionsOfARemovedNodeAtOnce() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(2));
        scene.evaluate();
        scene.run(1);
        scene.directory.remove(scene.execution(1).nodeId());

        assertThat(scene.evaluate().placements()).hasSize(1);
    }

    @Test
    void namesTheLostNodeIfThereIsNoOther() {
        SchedulingScene scene =
                SchedulingScene.batch(1, node("n-1"), node("n-2").engines("wasm"));
        scene.evaluate();
        scene.run(1);
        scene.directory.remove(new NodeId("n-1"));

        scene.evaluate();

        assertThat(scene.lastMove.message())
                .startsWith("execution failed: node n-1 has disappeared\nnot enough nodes to run job.");
        assertThat(scene.lastMove.event().details()).containsEntry("ErrorCode", "NODE_LOST");
    }

    @Test
    void keepsWorkOnANodeThatWasRejected() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(1));
        scene.evaluate();
        scene.run(1);
        scene.evaluate();
        scene.put(node("n-1").membership(Membership.REJECTED));

        assertThat(scene.after(HOUR).evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void doesNotCountAnExecutionThatIsToStop() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(2));
        scene.evaluate();
        scene.run(1);
        scene.directory.remove(scene.execution(1).nodeId());
        scene.evaluate();
        scene.put(node(scene.execution(1).nodeId().value()));

        assertThat(scene.execution(1).isTerminal()).isFalse();
        assertThat(scene.executions).hasSize(2);
        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void stopsWhatRunsOfAJobThatHasEnded() {
        SchedulingScene scene = SchedulingScene.batch(2, nodes(2));
        scene.evaluate();
        scene.run(1);
        scene.job = scene.job.withState(JobState.STOPPED, "", scene.now);

        Plan plan = scene.evaluate();

        assertThat(stopMessages(plan))
                .containsExactly(
                        "Execution stop requested because job has been stopped",
                        "Execution stop requested because job has been stopped");
        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
    }
}
