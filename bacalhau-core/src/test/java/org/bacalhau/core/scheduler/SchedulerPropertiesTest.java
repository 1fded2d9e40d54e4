package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.scheduler.NodeBuilder.node;
import static org.bacalhau.core.scheduler.NodeBuilder.nodes;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState.Membership;

/** Whatever happens to nodes and executions, nothing bad is planned; and once all is well again, jobs come to their end. */
class SchedulerPropertiesTest {
    private static final int NODES = 5;

    /** Something that happens; {@code number} chooses the node or the execution. */
    record Happening(Kind kind, int number) {
        enum Kind {
            BID,
            TURN_DOWN,
            RUN,
            COMPLETE,
            FAIL,
            FAIL_FOR_GOOD,
            ACKNOWLEDGE_STOP,
            NODE_JOINS,
            NODE_IS_SILENT,
            NODE_IS_REMOVED,
            NODE_IS_REJECTED,
            SECONDS_PASS,
            HOUR_PASSES,
            JOB_IS_STOPPED
        }
    }

    @Provide
    Arbitrary<List<Happening>> histories() {
        Arbitrary<Happening.Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(
                        19,
                        Arbitraries.of(Happening.Kind.values())
                                .filter(kind ->
                                        kind != Happening.Kind.JOB_IS_STOPPED && kind != Happening.Kind.FAIL_FOR_GOOD)),
                Tuple.of(1, Arbitraries.of(Happening.Kind.JOB_IS_STOPPED, Happening.Kind.FAIL_FOR_GOOD)));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 99))
                .as(Happening::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<SchedulingScene> scenes() {
        return Combinators.combine(
                        Arbitraries.of(JobType.values()),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, NODES),
                        Arbitraries.of(0, 60, 7_200),
                        Arbitraries.of(0, 600),
                        Arbitraries.of(0, 3_600, 36_000))
                .as((type, count, nodes, queue, execution, total) -> new SchedulingScene(
                                Jobs.spec(type).toBuilder().count(count).build(), nodes(nodes))
                        .withTimeouts(
                                Duration.ofSeconds(execution), Duration.ofSeconds(queue), Duration.ofSeconds(total)));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void plansNothingBadAndNothingTwice(
            @ForAll("scenes") SchedulingScene scene, @ForAll("histories") List<Happening> history) {
        evaluateAndCheck(scene);
        for (Happening happening : history) {
            happen(scene, happening);
            evaluateAndCheck(scene);
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void bringsBatchAndOpsJobsToAnEndOnceAllIsWell(
            @ForAll("scenes") SchedulingScene scene, @ForAll("histories") List<Happening> history) {
        scene.evaluate();
        for (Happening happening : history) {
            happen(scene, happening);
            scene.evaluate();
        }
        if (scene.job.spec().type().isLongRunning()) {
            return;
        }
        // Long enough for the longest queue timeout and for a wait after each failure.
        for (int step = 0; step < 200 && !scene.job.isTerminal(); step++) {
            for (NodeBuilder node : nodes(NODES)) {
                scene.put(node);
            }
            for (int number = 1; number <= scene.executions.size(); number++) {
                advance(scene, number);
            }
            scene.after(Duration.ofMinutes(1));
            evaluateAndCheck(scene);
        }

        assertThat(scene.job.isTerminal()).as("%s", scene.executions).isTrue();
    }

    @Property(tries = 200)
    void placesAPendingJobOnAFittingNode(
            @ForAll JobType type,
            @ForAll @IntRange(min = 1, max = NODES) int count,
            @ForAll @IntRange(min = 0, max = 3) int misfits) {
        SchedulingScene scene =
                new SchedulingScene(Jobs.spec(type).toBuilder().count(count).build(), nodes(count));
        for (int i = 0; i < misfits; i++) {
            scene.put(node("n-misfit-" + i).engines("wasm"));
        }

        assertThat(scene.evaluate().placements()).hasSize(count);
    }

    private static void evaluateAndCheck(SchedulingScene scene) {
        Job before = scene.job;
        Plan plan = scene.evaluate();

        Set<NodeId> occupied = new HashSet<>();
        for (Execution execution : scene.executions) {
            if (!execution.isTerminal()) {
                assertThat(occupied.add(execution.nodeId()))
                        .as("one live execution on %s", execution.nodeId())
                        .isTrue();
            }
        }
        long active = scene.executions.stream().filter(Execution::isActive).count();
        if (!before.spec().type().runsOnAllNodes()) {
            assertThat(active).isLessThanOrEqualTo(before.spec().count());
        }
        if (before.isTerminal() || scene.job.isTerminal()) {
            assertThat(plan.placements()).isEmpty();
            assertThat(active).isZero();
            assertThat(plan.reviewAt()).isNull();
        }
        if (plan.reviewAt() != null) {
            assertThat(plan.reviewAt()).isAfter(scene.now);
        }
        Plan second = scene.plan();
        assertThat(second)
                .as("second plan after %s", plan)
                .isEqualTo(new Plan(null, List.of(), List.of(), second.reviewAt()));
    }

    private static void happen(SchedulingScene scene, Happening happening) {
        String node = "n-" + (1 + happening.number() % NODES);
        switch (happening.kind()) {
            case BID, TURN_DOWN, RUN, COMPLETE, FAIL, FAIL_FOR_GOOD, ACKNOWLEDGE_STOP -> {
                if (!scene.executions.isEmpty()) {
                    happenTo(scene, happening.kind(), 1 + happening.number() % scene.executions.size());
                }
            }
            case NODE_JOINS -> scene.put(node(node));
            case NODE_IS_SILENT -> scene.disconnect(node);
            case NODE_IS_REMOVED -> scene.directory.remove(new NodeId(node));
            case NODE_IS_REJECTED -> scene.put(node(node).membership(Membership.REJECTED));
            case SECONDS_PASS -> scene.after(Duration.ofSeconds(1 + happening.number()));
            case HOUR_PASSES -> scene.after(Duration.ofHours(1));
            case JOB_IS_STOPPED -> {
                if (!scene.job.isTerminal()) {
                    scene.job = scene.job.withState(JobState.STOPPED, "", scene.now);
                }
            }
        }
    }

    private static void happenTo(SchedulingScene scene, Happening.Kind kind, int number) {
        ExecutionState state = scene.execution(number).state();
        boolean awaitsBid = state == ExecutionState.NEW || state == ExecutionState.ASK_FOR_BID;
        boolean isPending = scene.execution(number).desired().state() == DesiredState.PENDING;
        if (kind == Happening.Kind.BID && awaitsBid && isPending) {
            scene.become(number, ExecutionState.ASK_FOR_BID_ACCEPTED);
        } else if (kind == Happening.Kind.TURN_DOWN && awaitsBid && isPending) {
            scene.become(number, ExecutionState.ASK_FOR_BID_REJECTED, "rejected bid: too busy");
        } else if (kind == Happening.Kind.RUN && state.canBecome(ExecutionState.BID_ACCEPTED) && !isPending) {
            scene.become(number, ExecutionState.BID_ACCEPTED);
        } else if (kind == Happening.Kind.COMPLETE && state == ExecutionState.BID_ACCEPTED) {
            scene.complete(number);
        } else if (kind == Happening.Kind.FAIL && !state.isTerminal()) {
            scene.fail(number, "it broke");
        } else if (kind == Happening.Kind.FAIL_FOR_GOOD && !state.isTerminal()) {
            scene.fail(number, Failure.of(ErrorCode.BAD_PROGRAM, "it is broken", ""));
        } else if (kind == Happening.Kind.ACKNOWLEDGE_STOP
                && !state.isTerminal()
                && scene.execution(number).desired().state() == DesiredState.STOPPED) {
            scene.become(number, ExecutionState.CANCELLED);
        }
    }

    private static void advance(SchedulingScene scene, int number) {
        Execution execution = scene.execution(number);
        if (execution.isTerminal()) {
            return;
        }
        switch (execution.desired().state()) {
            case PENDING -> happenTo(scene, Happening.Kind.BID, number);
            case RUNNING ->
                happenTo(
                        scene,
                        execution.state() == ExecutionState.BID_ACCEPTED ? Happening.Kind.COMPLETE : Happening.Kind.RUN,
                        number);
            case STOPPED -> happenTo(scene, Happening.Kind.ACKNOWLEDGE_STOP, number);
        }
    }
}
