package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.scheduler.NodeBuilder.node;
import static org.bacalhau.core.scheduler.NodeBuilder.nodes;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.scheduler.Plan.Placement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchServiceSchedulerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static List<ExecutionState> states(SchedulingScene scene) {
        return scene.executions.stream().map(execution -> execution.state()).toList();
    }

    private static List<String> stopMessages(Plan plan) {
        return plan.desiredChanges().stream()
                .filter(change -> change.desired() == DesiredState.STOPPED)
                .map(change -> change.event().message())
                .toList();
    }

    @Test
    void asksTheBestNodesForBids() {
        SchedulingScene scene = SchedulingScene.batch(2, nodes(3));

        Plan plan = scene.evaluate();

        assertThat(plan.placements()).extracting(Placement::desired).containsOnly(DesiredState.PENDING);
        assertThat(plan.placements())
                .extracting(Placement::node)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(plan.placements().get(0).resources().cpuMillis()).isEqualTo(1_000);
        assertThat(scene.state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void runsFromTheFirstApprovalAndCompletesWithTheLastExecution() {
        SchedulingScene scene = SchedulingScene.batch(2, nodes(2));
        scene.evaluate();
        scene.accept(1);
        scene.evaluate();
        assertThat(scene.state()).isEqualTo(JobState.RUNNING);
        assertThat(scene.execution(1).desired().state()).isEqualTo(DesiredState.RUNNING);

        scene.run(2);
        scene.become(1, ExecutionState.BID_ACCEPTED);
        scene.complete(1);
        assertThat(scene.evaluate()).isEqualTo(Plan.NOTHING);
        scene.complete(2);
        scene.evaluate();

        assertThat(scene.state()).isEqualTo(JobState.COMPLETED);
        assertThat(scene.lastMove.event()).isEqualTo(Event.NONE);
    }

    @Test
    void approvesTheOldestBidsAndRejectsTheRest() {
        SchedulingScene scene = SchedulingScene.batch(3, nodes(3));
        scene.evaluate();
        scene.accept(2);
        scene.after(Duration.ofSeconds(1)).accept(3);
        scene.after(Duration.ofSeconds(1)).accept(1);
        scene.job = Job.accepted(
                scene.job.id(), scene.job.spec().toBuilder().count(2).build(), SchedulingScene.START);

        Plan plan = scene.evaluate();

        assertThat(plan.desiredChanges())
                .extracting(change -> change.executionId().value() + " " + change.desired())
                .containsExactly("e-2 RUNNING", "e-3 RUNNING", "e-1 STOPPED");
        assertThat(stopMessages(plan)).containsExactly("Execution stop requested because node has been rejected");
    }

    @Test
    void stopsBidsThatAreNotNeededAnyMore() {
        SchedulingScene scene = SchedulingScene.batch(3, nodes(3));
        scene.evaluate();
        scene.run(1);
        scene.run(2);
        scene.complete(2);
        scene.job = Job.accepted(
                scene.job.id(), scene.job.spec().toBuilder().count(2).build(), SchedulingScene.START);

        assertThat(scene.evaluate().desiredChanges())
                .extracting(change -> change.executionId().value() + " " + change.desired())
                .containsExactly("e-3 STOPPED");
    }

    @Test
    void stopsTheNewestOfTooManyExecutions() {
        SchedulingScene scene = SchedulingScene.batch(3, nodes(3));
        scene.evaluate();
        for (int i = 3; i >= 1; i--) {
            scene.after(Duration.ofSeconds(1)).run(i);
        }
        scene.job = Job.accepted(
                scene.job.id(), scene.job.spec().toBuilder().count(1).build(), SchedulingScene.START);

        Plan plan = scene.evaluate();

        assertThat(plan.desiredChanges())
                .extracting(change -> change.executionId().value())
                .containsExactly("e-2", "e-1");
        assertThat(stopMessages(plan))
                .containsOnly("Execution stop requested because there are more executions than needed");
    }

    @Test
    void findsNothingToDoWhenExecutionsCoverTheCount() {
        SchedulingScene scene = SchedulingScene.batch(3, nodes(4));
        scene.evaluate();
        scene.become(1, ExecutionState.ASK_FOR_BID);
        scene.run(2);
        scene.run(3);
        scene.complete(3);

        assertThat(scene.plan()).isEqualTo(Plan.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(names = {"BATCH", "SERVICE"})
    void completesAJobThatWantsNothing(JobType type) {
        SchedulingScene scene =
                new SchedulingScene(Jobs.spec(type).toBuilder().count(0).build(), nodes(1));

        scene.evaluate();

        assertThat(scene.state()).isEqualTo(JobState.COMPLETED);
        assertThat(scene.executions).isEmpty();
    }

    @Test
    void asksAnotherNodeWhenOneTurnsTheJobDown() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(2));
        scene.evaluate();
        scene.become(1, ExecutionState.ASK_FOR_BID_REJECTED, "rejected bid: this node does not run it");

        Plan plan = scene.evaluate();

        assertThat(plan.placements()).hasSize(1);
        assertThat(plan.placements().get(0).node())
                .isNotEqualTo(scene.execution(1).nodeId());
        assertThat(plan.placements().get(0).replaces())
                .isEqualTo(scene.execution(1).id());
        scene.run(2);
        scene.complete(2);
        scene.evaluate();
        assertThat(scene.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void takesNoBidOfANodeThatWasRejectedMeanwhileAndAsksAnother() {
        SchedulingScene scene = SchedulingScene.batch(2, node("n-1"), node("n-2"));
        scene.evaluate();
        scene.accept(1);
        scene.put(node(scene.execution(1).nodeId().value()).membership(Membership.REJECTED));
        scene.put(node("n-3"));

        Plan plan = scene.evaluate();

        assertThat(plan.desiredChanges())
                .singleElement()
                .satisfies(change -> assertThat(change.desired()).isEqualTo(DesiredState.STOPPED));
        assertThat(stopMessages(plan)).containsExactly("Execution stop requested because node has been rejected");
        assertThat(plan.placements())
                .singleElement()
                .satisfies(placement -> assertThat(placement.node().value()).isEqualTo("n-3"));
    }

    @Test
    void leavesWhatRunsOnANodeThatIsRejected() {
        SchedulingScene scene = SchedulingScene.batch(1, node("n-1"));
        scene.evaluate();
        scene.run(1);
        scene.put(node("n-1").membership(Membership.REJECTED));

        assertThat(scene.evaluate().desiredChanges()).isEmpty();
    }

    @Test
    void failsWithTheNodesWordsWhenNobodyElseIsThere() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(1));
        scene.evaluate();
        scene.become(1, ExecutionState.ASK_FOR_BID_REJECTED, "rejected bid: this node does not run it");

        scene.evaluate();

        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message())
                .isEqualTo("not enough nodes to run job. requested: 1, available: 1, suitable: 0.\n"
                        + "• Node n-1: job rejected: this node does not run it");
    }

    @Test
    void retriesAFailedExecutionAfterAWait() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(2));
        scene.evaluate();
        scene.run(1);
        scene.fail(1, "no such image");

        Plan waiting = scene.evaluate();
        assertThat(waiting.placements()).isEmpty();
        assertThat(waiting.reviewAt()).isEqualTo(scene.now.plusMillis(500));
        scene.now = waiting.reviewAt();
        Plan retry = scene.evaluate();

        assertThat(retry.placements()).hasSize(1);
        assertThat(retry.placements().get(0).node())
                .isNotEqualTo(scene.execution(1).nodeId());
        assertThat(retry.placements().get(0).replaces())
                .isEqualTo(scene.execution(1).id());
        scene.run(2);
        scene.complete(2);
        scene.evaluate();
        assertThat(states(scene)).containsExactly(ExecutionState.FAILED, ExecutionState.COMPLETED);
        assertThat(scene.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void waitsLongerAfterEachFailure() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(5));
        List<Long> waits = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> {
                    scene.evaluate();
                    scene.run(number);
                    scene.fail(number, "failure " + number);
                    Plan waiting = scene.evaluate();
                    Duration wait = Duration.between(scene.now, waiting.reviewAt());
                    scene.now = waiting.reviewAt();
                    return wait.toMillis();
                })
                .toList();

        assertThat(waits).containsExactly(500L, 1_000L, 2_000L, 4_000L);
    }

    @Test
    void placesTheOthersWhileAFailedOneWaits() {
        SchedulingScene scene = SchedulingScene.batch(2, node("n-1"));
        scene.withTimeouts(Duration.ZERO, HOUR, Duration.ZERO);
        scene.evaluate();
        scene.run(1);
        scene.fail(1, "broken");
        for (NodeBuilder node : nodes(3)) {
            scene.put(node);
        }

        assertThat(scene.evaluate().placements()).hasSize(1);
        scene.after(Duration.ofMillis(500));
        assertThat(scene.evaluate().placements()).hasSize(1);
    }

    @Test
    void triesANodeTwiceAndThenFailsWithTheFirstCause() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(1));
        for (int number = 1; number <= 2; number++) {
            scene.after(HOUR).evaluate();
            scene.run(number);
            scene.fail(number, "failure " + number);
        }
        scene.after(HOUR).evaluate();

        assertThat(states(scene)).containsExactly(ExecutionState.FAILED, ExecutionState.FAILED);
        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message()).isEqualTo("execution failed: failure 1");
        assertThat(scene.lastMove.event().topic()).isEqualTo("Scheduling");
        assertThat(scene.lastMove.event().details())
                .containsEntry("IsError", "true")
                .containsEntry("ErrorCode", "UPSTREAM_FAILED")
                .containsEntry("ExecutionID", "e-1")
                .containsEntry("NodeID", "n-1")
                .containsEntry("NodesRequested", "1")
                .containsEntry("NodesSuitable", "0");
    }

    @Test
    void stopsTheSiblingsOfAnExecutionThatCannotBeReplaced() {
        SchedulingScene scene = SchedulingScene.batch(2, nodes(2));
        scene.evaluate();
        scene.run(1);
        scene.run(2);
        scene.fail(2, "broken");
        scene.after(HOUR).evaluate();
        scene.run(3);
        scene.fail(3, "broken again");

        Plan plan = scene.after(HOUR).evaluate();

        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(stopMessages(plan)).containsExactly("execution failed: broken");
        assertThat(scene.execution(1).desired().state()).isEqualTo(DesiredState.STOPPED);
    }

    @Test
    void doesNotRetryAFailureThatWouldComeAgain() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(5));
        scene.evaluate();
        scene.run(1);
        scene.fail(1, Failure.of(ErrorCode.BAD_PROGRAM, "module lacks _start", "Name another entry point"));

        Plan plan = scene.evaluate();

        assertThat(plan.placements()).isEmpty();
        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message()).isEqualTo("execution failed: module lacks _start");
        assertThat(scene.lastMove.event().details()).containsEntry("Hint", "Name another entry point");
    }

    @Test
    void failsAfterTooManyFailures() {
        SchedulingScene scene = SchedulingScene.batch(1, nodes(20));
        for (int number = 1; number <= 10; number++) {
            scene.after(HOUR).evaluate();
            scene.run(number);
            scene.fail(number, "failure " + number);
        }
        scene.after(HOUR).evaluate();

        assertThat(scene.executions).hasSize(10);
        assertThat(scene.lastMove.message())
                .isEqualTo("Job failed because it has been retried too many times: execution failed: failure 1");
    }

    @Test
    void givesAServiceANewStartWheneverItStaysUp() {
        SchedulingScene scene = SchedulingScene.of(JobType.SERVICE, nodes(2));
        for (int number = 1; number <= 30; number++) {
            scene.after(Duration.ofSeconds(2)).evaluate();
            scene.run(number);
            scene.after(HOUR).fail(number, "failure " + number);
        }

        assertThat(scene.state()).isEqualTo(JobState.RUNNING);
        assertThat(scene.after(HOUR).evaluate().placements()).hasSize(1);
    }

    @Test
    void failsAServiceThatDoesNotStayUp() {
        SchedulingScene scene = SchedulingScene.of(JobType.SERVICE, nodes(20));
        for (int number = 1; number <= 10; number++) {
            scene.after(HOUR).evaluate();
            scene.run(number);
            scene.fail(number, "failure " + number);
        }
        scene.after(HOUR).evaluate();

        assertThat(scene.state()).isEqualTo(JobState.FAILED);
        assertThat(scene.lastMove.message()).endsWith("execution failed: failure 1");
    }

    @Test
    void replacesServiceExecutionsThatEndByThemselves() {
        SchedulingScene scene = new SchedulingScene(
                Jobs.spec(JobType.SERVICE).toBuilder().count(3).build(), nodes(5));
        scene.evaluate();
        for (int number = 1; number <= 3; number++) {
            scene.run(number);
        }
        scene.complete(1);
        scene.complete(2);

        assertThat(scene.after(HOUR).evaluate().placements()).hasSize(2);
    }
}
