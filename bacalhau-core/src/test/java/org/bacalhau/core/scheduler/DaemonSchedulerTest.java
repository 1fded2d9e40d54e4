package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bacalhau.core.scheduler.NodeBuilder.node;
import static org.bacalhau.core.scheduler.NodeBuilder.nodes;

import java.time.Duration;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.scheduler.Plan.Placement;
import org.junit.jupiter.api.Test;

class DaemonSchedulerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Failure BROKEN = Failure.of(ErrorCode.BAD_PROGRAM, "not a module", "");

    private final SchedulingScene scene = SchedulingScene.of(JobType.DAEMON, nodes(2));

    private void runAll() {
        for (int number = 1; number <= scene.executions.size(); number++) {
            if (!scene.execution(number).isTerminal()) {
                scene.run(number);
            }
        }
    }

    @Test
    void runsOnEveryMatchingNodeAndOnThoseThatJoin() {
        assertThat(scene.evaluate().placements())
                .hasSize(2)
                .extracting(Placement::desired)
                .containsOnly(DesiredState.RUNNING);
        assertThat(scene.state()).isEqualTo(JobState.RUNNING);
        scene.put(node("n-3"));

        assertThat(scene.evaluate().placements()).extracting(Placement::node).containsExactly(new NodeId("n-3"));
        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void waitsForNodesWithoutComplaint() {
        SchedulingScene empty = SchedulingScene.of(JobType.DAEMON, node("n-1").engines("wasm"));

        assertThat(empty.evaluate()).isEqualTo(Plan.NOTHING);
        assertThat(empty.state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void triesAgainOnTheSameNodeAfterAWait() {
        scene.evaluate();
        runAll();
        scene.fail(1, "crashed");

        Plan waiting = scene.evaluate();
        assertThat(waiting.placements()).isEmpty();
        assertThat(waiting.reviewAt()).isEqualTo(scene.now.plusMillis(500));
        scene.now = waiting.reviewAt();

        assertThat(scene.evaluate().placements())
                .extracting(Placement::node, Placement::replaces)
                .containsExactly(
                        tuple(scene.execution(1).nodeId(), scene.execution(1).id()));
    }

    @Test
    void stopsWhatRanOnALostNodeAndReturnsWithIt() {
        scene.evaluate();
        runAll();
        String lost = scene.execution(1).nodeId().value();
        scene.disconnect(lost);
        Plan plan = scene.after(Duration.ofMinutes(2)).evaluate();
        assertThat(plan.desiredChanges()).hasSize(1);
        assertThat(plan.placements()).isEmpty();
        assertThat(scene.state()).isEqualTo(JobState.RUNNING);

        scene.put(node(lost));
        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
        scene.become(1, ExecutionState.CANCELLED);

        assertThat(scene.evaluate().placements()).extracting(Placement::node).containsExactly(new NodeId(lost));
    }

    @Test
    void leavesANodeAloneThatTurnedItDown() {
        scene.evaluate();
        runAll();
        scene.fail(1, Failure.of(ErrorCode.BID_REJECTED, "job rejected: no network here", ""));

        assertThat(scene.after(HOUR).evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void givesUpOnANodeWhereTheFailureWouldComeAgain() {
        scene.evaluate();
        runAll();
        scene.fail(1, BROKEN);

        assertThat(scene.after(HOUR).evaluate()).isEqualTo(Plan.NOTHING);
        assertThat(scene.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void failsWhenEveryNodeHasGivenUp() {
        scene.evaluate();
        runAll();
        scene.fail(1, BROKEN);
        scene.fail(2, BROKEN);

        scene.evaluate();

        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message()).isEqualTo("execution failed: not a module");
    }

    @Test
    void givesUpOnANodeAfterTooManyFailuresInARow() {
        scene.evaluate();
        runAll();
        NodeId bad = scene.execution(1).nodeId();
        scene.fail(1, "crash 1");
        for (int number = 3; number <= 11; number++) {
            assertThat(scene.after(HOUR).evaluate().placements()).hasSize(1);
            runAll();
            scene.fail(number, "crash " + number);
        }

        assertThat(scene.after(HOUR).evaluate()).isEqualTo(Plan.NOTHING);
        assertThat(scene.executions.stream()
                        .filter(execution -> execution.nodeId().equals(bad)))
                .hasSize(10);
    }

    @Test
    void startsTheCountAgainAfterAStay() {
        scene.evaluate();
        runAll();
        scene.after(HOUR).fail(1, "crash 1");
        for (int number = 3; number <= 30; number++) {
            assertThat(scene.after(Duration.ofSeconds(1)).evaluate().placements())
                    .hasSize(1);
            runAll();
            scene.after(HOUR).fail(number, "crash " + number);
        }

        assertThat(scene.after(HOUR).evaluate().placements()).hasSize(1);
    }
}
