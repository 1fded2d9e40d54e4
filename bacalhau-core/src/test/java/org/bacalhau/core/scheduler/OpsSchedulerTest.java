package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.scheduler.NodeBuilder.node;
import static org.bacalhau.core.scheduler.NodeBuilder.nodes;

import java.time.Duration;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.scheduler.Plan.Placement;
import org.junit.jupiter.api.Test;

class OpsSchedulerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SchedulingScene scene = SchedulingScene.of(JobType.OPS, nodes(5));

    @Test
    void runsOnceOnEveryMatchingNode() {
        scene.put(node("n-6").engines("wasm"));

        Plan plan = scene.evaluate();

        assertThat(plan.placements()).hasSize(5).extracting(Placement::desired).containsOnly(DesiredState.RUNNING);
        assertThat(scene.state()).isEqualTo(JobState.RUNNING);
        for (int number = 1; number <= 5; number++) {
            scene.run(number);
            scene.complete(number);
            scene.evaluate();
        }
        assertThat(scene.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void ignoresNodesThatJoinLater() {
        scene.evaluate();
        scene.put(node("n-6"));

        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
    }

    @Test
    void failsWithTheFirstCauseWhenTheLastExecutionHasEnded() {
        scene.evaluate();
        scene.run(3);
        scene.fail(3, "disk is full");
        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
        for (int number : new int[] {1, 2, 4, 5}) {
            scene.run(number);
            scene.complete(number);
        }

        scene.evaluate();

        assertThat(scene.executions).hasSize(5);
        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message()).isEqualTo("execution failed: disk is full");
    }

    @Test
    void countsAStopForTimeoutAsAFailureWhateverComesAfter() {
        scene.withTimeouts(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
        scene.evaluate();
        scene.run(1);
        scene.after(Duration.ofMinutes(3)).evaluate();
        for (int number = 2; number <= 5; number++) {
            scene.run(number);
            scene.complete(number);
        }
        scene.become(1, ExecutionState.CANCELLED);

        scene.evaluate();

        assertThat(scene.lastMove.message())
                .isEqualTo("execution failed: Execution timed out. Execution took longer than 1m0s");
    }

    @Test
    void countsALostNodeAsAFailure() {
        scene.evaluate();
        scene.directory.remove(scene.execution(2).nodeId());
        for (int number : new int[] {1, 3, 4, 5}) {
            scene.run(number);
            scene.complete(number);
        }

        scene.evaluate();

        assertThat(scene.lastMove.message())
                .isEqualTo("execution failed: node " + scene.execution(2).nodeId() + " has disappeared");
    }

    @Test
    void failsWithTheReportIfNoNodeMatches() {
        SchedulingScene empty = SchedulingScene.of(JobType.OPS, node("n-1").engines("wasm"));

        empty.evaluate();

        assertThat(empty.state()).isEqualTo(JobState.FAILED);
        assertThat(empty.lastMove.message())
                .startsWith("not enough nodes to run job. requested: 1, available: 1, suitable: 0.\n"
                        + "• Node n-1: does not support noop, only wasm");
    }

    @Test
    void waitsForTheFirstNodeIfNobodyIsThere() {
        SchedulingScene empty = SchedulingScene.of(JobType.OPS);
        assertThat(empty.evaluate()).isEqualTo(Plan.NOTHING);
        empty.put(node("n-1"));

        assertThat(empty.after(HOUR).evaluate().placements())
                .extracting(Placement::node)
                .containsExactly(new NodeId("n-1"));
    }

    @Test
    void failsAJobThatTakesTooLong() {
        scene.withTimeouts(Duration.ZERO, Duration.ZERO, HOUR);
        scene.evaluate();

        Plan plan = scene.after(HOUR).evaluate();

        assertThat(plan.desiredChanges()).hasSize(5);
        assertThat(scene.lastMove.message()).isEqualTo("Job timed out. Job took longer than 1h0m0s");
    }

    @Test
    void countsCompletionsBeforeTheTotalTimeout() {
        scene.withTimeouts(Duration.ZERO, Duration.ZERO, HOUR);
        scene.evaluate();
        for (int number = 1; number <= 5; number++) {
            scene.run(number);
            scene.complete(number);
        }

        scene.after(HOUR).evaluate();

        assertThat(scene.state()).isEqualTo(JobState.COMPLETED);
    }
}
