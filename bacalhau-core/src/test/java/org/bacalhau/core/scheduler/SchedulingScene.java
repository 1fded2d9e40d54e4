package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Evaluation;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.scheduler.Plan.DesiredChange;
import org.bacalhau.core.scheduler.Plan.JobMove;
import org.bacalhau.core.scheduler.Plan.Placement;

/** One job among some nodes, with a clock: carries plans out as a requester would, and lets the test play the nodes. */
final class SchedulingScene {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final SchedulerConfig config = SchedulerConfig.DEFAULT;
    final NodeDirectory directory = new NodeDirectory(config);
    final NodeSelector selector = new NodeSelector(directory, config, task -> List.of(), List.of(), new Random(42));
    final Schedulers schedulers = new Schedulers(directory, selector, config);
    final List<Execution> executions = new ArrayList<>();
    Instant now = START;
    Job job;
    JobMove lastMove;
    private int created;

    SchedulingScene(JobSpec spec, NodeBuilder... nodes) {
        job = Job.accepted(new JobId("j-1"), spec, START);
        for (NodeBuilder node : nodes) {
            put(node);
        }
    }

    static SchedulingScene batch(int count, NodeBuilder... nodes) {
        return new SchedulingScene(
                Jobs.spec(JobType.BATCH).toBuilder().count(count).build(), nodes);
    }

    static SchedulingScene of(JobType type, NodeBuilder... nodes) {
        return new SchedulingScene(Jobs.spec(type), nodes);
    }

    SchedulingScene withTimeouts(Duration execution, Duration queue, Duration total) {
        JobSpec spec = Jobs.with(job.spec(), task -> task.timeouts(new Timeouts(execution, queue, total)));
        job = Job.accepted(job.id(), spec, START);
        return this;
    }

    void put(NodeBuilder node) {
        directory.put(node.build(), now);
    }

    void disconnect(String node) {
        directory
                .get(new NodeId(node))
                .ifPresent(state ->
                        directory.put(new NodeState(state.info(), state.membership(), Connection.DISCONNECTED), now));
    }

    SchedulingScene after(Duration span) {
        now = now.plus(span);
        return this;
    }

    Plan plan() {
        return schedulers
                .of(job.spec().type())
                .process(new SchedulingRequest(job, executions, Evaluation.Trigger.EXEC_UPDATE, now));
    }

    /** Plans, and carries the plan out. */
    Plan evaluate() {
        Plan plan = plan();
        apply(plan);
        return plan;
    }

    void apply(Plan plan) {
        for (DesiredChange change : plan.desiredChanges()) {
            update(
                    change.executionId(),
                    execution -> execution.withDesired(
                            change.desired(), change.event().message(), now));
        }
        for (Placement placement : plan.placements()) {
            directory.reserve(placement.node(), placement.resources());
            executions.add(Execution.planned(
                    new ExecutionId("e-" + ++created),
                    job,
                    new EvaluationId("v-1"),
                    placement.node(),
                    placement.resources(),
                    placement.desired(),
                    placement.replaces(),
                    now));
        }
        if (plan.jobMove() != null) {
            lastMove = plan.jobMove();
            job = job.withState(lastMove.state(), lastMove.message(), now);
        }
    }

    /** The node takes the bid up, or runs what it was told to run. */
    void accept(int number) {
        boolean bids = execution(number).desired().state() == DesiredState.PENDING;
        become(number, bids ? ExecutionState.ASK_FOR_BID_ACCEPTED : ExecutionState.BID_ACCEPTED);
    }

    void become(int number, ExecutionState state) {
        become(number, state, "");
    }

    void become(int number, ExecutionState state, String message) {
        update(execution(number).id(), execution -> execution.withState(state, message, now));
    }

    /** The execution is asked for, bid for, approved and told to run. */
    void run(int number) {
        if (execution(number).state() == ExecutionState.NEW) {
            accept(number);
            evaluate();
        }
        if (execution(number).state() == ExecutionState.ASK_FOR_BID_ACCEPTED) {
            become(number, ExecutionState.BID_ACCEPTED);
        }
    }

    void complete(int number) {
        update(execution(number).id(), execution -> execution.completed(SpecConfig.NONE, RunOutput.EMPTY, now));
    }

    void fail(int number, String message) {
        fail(number, Failure.of(ErrorCode.UPSTREAM_FAILED, message, ""));
    }

    void fail(int number, Failure cause) {
        update(execution(number).id(), execution -> execution.failed(cause, "execution failed", null, now));
    }

    /** Returns the execution created as number {@code number}, from 1. */
    Execution execution(int number) {
        return executions.get(number - 1);
    }

    List<String> nodesOfExecutions() {
        return executions.stream().map(execution -> execution.nodeId().value()).toList();
    }

    JobState state() {
        return job.state();
    }

    private void update(ExecutionId id, UnaryOperator<Execution> change) {
        for (int i = 0; i < executions.size(); i++) {
            Execution before = executions.get(i);
            if (before.id().equals(id)) {
                Execution after = change.apply(before);
                executions.set(i, after);
                if (after.isTerminal() && !before.isTerminal()) {
                    directory.release(after.nodeId(), after.allocated());
                }
                return;
            }
        }
        throw new IllegalArgumentException("no execution " + id);
    }
}
