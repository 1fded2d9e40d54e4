package org.bacalhau.core.requester;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Evaluation.Trigger;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.scheduler.Plan;
import org.bacalhau.core.scheduler.Scheduler;
import org.bacalhau.core.scheduler.SchedulingRequest;
import org.bacalhau.core.store.JobSnapshot;

/**
 * The rules of the requester: what follows from an event for one job. Pure but for the ids it draws and the nodes its
 * scheduler looks at; stores and sends nothing. Confined to the requester's loop.
 *
 * <p>Every event ends in an evaluation in the same step, so that a job never waits for another turn to go on.
 */
final class RequesterLogic {
    private final Map<JobType, Scheduler> schedulers;
    private final IdGenerator ids;

    RequesterLogic(Map<JobType, Scheduler> schedulers, IdGenerator ids) {
        this.schedulers = Map.copyOf(schedulers);
        this.ids = ids;
    }

    EvaluationId newEvaluationId() {
        return new EvaluationId("v-" + ids.uuid());
    }

    /** A job was accepted. */
    Decision submitted(Job job, EvaluationId evaluation, Instant now) {
        JobEdit edit = new JobEdit(job, now);
        evaluate(edit, Trigger.JOB_REGISTER, evaluation);
        return edit.toDecision();
    }

    /** A user stopped a job that has not ended. */
    Decision stopped(JobSnapshot current, String reason, EvaluationId evaluation, Instant now) {
        JobEdit edit = new JobEdit(current, now);
        Map<String, String> details = new TreeMap<>(Map.of("EvaluationID", evaluation.value()));
        if (!reason.isEmpty()) {
            details.put("Reason", reason);
        }
        String message = "Job requested to stop before completion";
        edit.moveJob(
                JobState.STOPPED,
                reason.isEmpty() ? message : message + ": " + reason,
                new Event(EventTopic.SCHEDULING.text(), message, now, details));
        stopExecutions(edit, "Execution stop requested because job has been stopped");
        return edit.toDecision();
    }

    /** Time passed or the network changed; {@code trigger} says which. */
    Decision reviewed(JobSnapshot current, Trigger trigger, Instant now) {
        JobEdit edit = new JobEdit(current, now);
        evaluate(edit, trigger, newEvaluationId());
        return edit.toDecision();
    }

    /** A node bids for an execution that was put up for bids. */
    Decision bidReceived(JobSnapshot current, Execution execution, String reason, Instant now) {
        JobEdit edit = new JobEdit(current, now);
        String message = reason.isEmpty() ? "Accepted job" : reason;
        Event event = Event.of(EventTopic.REQUESTING_NODE, message, now);
        edit.moveExecution(execution, ExecutionState.ASK_FOR_BID_ACCEPTED, message, event);
        return evaluated(edit, Trigger.EXEC_UPDATE);
    }

    /** A node does not bid. */
    Decision bidRefused(JobSnapshot current, Execution execution, String reason, Instant now) {
        JobEdit edit = new JobEdit(current, now);
        Event event = Event.of(EventTopic.REQUESTING_NODE, reason, now);
        edit.replace(execution, execution.refused(reason, now), event);
        return evaluated(edit, Trigger.EXEC_UPDATE);
    }

    /** An execution ran to its end. For a job that is to run for ever that is a failure (job-lifecycle.md §4.2). */
    Decision runCompleted(
            JobSnapshot current, Execution execution, SpecConfig published, RunOutput output, Instant now) {
        JobEdit edit = new JobEdit(current, now);
        if (current.job().spec().type().isLongRunning()) {
            Failure unexpected = Failure.of(
                    ErrorCode.PROGRAM_FAILED,
                    "execution completed unexpectedly",
                    "a service or daemon is to run until it is stopped; submit a batch job if the program ends");
            Event event = Event.of(EventTopic.RUNNING_EXECUTION, unexpected, now);
            edit.replace(execution, execution.failed(unexpected, unexpected.message(), output, now), event);
        } else {
            edit.replace(execution, execution.completed(published, output, now), Event.NONE);
        }
        return evaluated(edit, Trigger.EXEC_UPDATE);
    }

    /** An execution failed. */
    Decision executionFailed(JobSnapshot current, Execution execution, Failure failure, Event event, Instant now) {
        JobEdit edit = new JobEdit(current, now);
        edit.replace(execution, execution.failed(failure, "execution failed", null, now), event);
        return evaluated(edit, Trigger.EXEC_FAILURE);
    }

    /** A node that had taken an execution does not know it any more. */
    Decision executionLost(JobSnapshot current, Execution execution, Instant now) {
        Failure lost = Failures.forgotten(execution.id(), execution.nodeId());
        return executionFailed(current, execution, lost, Event.of(EventTopic.RUNNING_EXECUTION, lost, now), now);
    }

    private Decision evaluated(JobEdit edit, Trigger trigger) {
        evaluate(edit, trigger, newEvaluationId());
        return edit.toDecision();
    }

    private void evaluate(JobEdit edit, Trigger trigger, EvaluationId evaluation) {
        Scheduler scheduler =
                Objects.requireNonNull(schedulers.get(edit.job().spec().type()));
        Plan plan = scheduler.process(new SchedulingRequest(edit.job(), edit.executions(), trigger, edit.now()));
        apply(plan, edit, evaluation);
        if (edit.job().isTerminal()) {
            stopExecutions(edit, "Execution stop requested because job has ended");
        } else {
            edit.reviewAt(plan.reviewAt());
        }
    }

    // The order gives the history rows of the original: what is wanted, then the job, then what was sent.
    private void apply(Plan plan, JobEdit edit, EvaluationId evaluation) {
        for (Plan.DesiredChange change : plan.desiredChanges()) {
            edit.wantExecution(existing(edit, change.executionId()), change.desired(), change.event());
        }
        for (Plan.Placement placement : plan.placements()) {
            edit.addExecution(Execution.planned(
                    new ExecutionId("e-" + ids.uuid()),
                    edit.job(),
                    evaluation,
                    placement.node(),
                    placement.resources(),
                    placement.desired(),
                    placement.replaces(),
                    edit.now()));
        }
        Plan.JobMove move = plan.jobMove();
        if (move != null) {
            edit.moveJob(move.state(), move.message(), move.event());
        }
        for (Plan.DesiredChange change : plan.desiredChanges()) {
            carryOut(edit, existing(edit, change.executionId()), change.event());
        }
        for (Execution execution : edit.executions()) {
            if (execution.state() == ExecutionState.NEW) {
                send(edit, execution);
            }
        }
    }

    private static Execution existing(JobEdit edit, ExecutionId id) {
        Execution execution = edit.find(id);
        if (execution == null) {
            throw new IllegalStateException("plan for job " + edit.job().id() + " names unknown execution " + id);
        }
        return execution;
    }

    // The state is moved before the command is sent: "intent first". A lost command is repeated from the state.
    private static void send(JobEdit edit, Execution execution) {
        boolean waitForApproval = execution.desired().state() == DesiredState.PENDING;
        Execution sent = edit.moveExecution(
                execution, waitForApproval ? ExecutionState.ASK_FOR_BID : ExecutionState.BID_ACCEPTED, "", Event.NONE);
        edit.command(new Command.AskForBid(sent, edit.job(), waitForApproval));
    }

    private static void carryOut(JobEdit edit, Execution execution, Event event) {
        switch (execution.desired().state()) {
            case PENDING -> {}
            case RUNNING -> {
                if (execution.state() == ExecutionState.ASK_FOR_BID_ACCEPTED) {
                    edit.command(new Command.AcceptBid(
                            edit.moveExecution(execution, ExecutionState.BID_ACCEPTED, "", Event.NONE)));
                }
            }
            case STOPPED -> stop(edit, execution, event);
        }
    }

    private static void stopExecutions(JobEdit edit, String why) {
        Event event = Event.of(EventTopic.SCHEDULING, why, edit.now());
        for (Execution execution : edit.executions()) {
            if (!execution.isTerminal()) {
                stop(edit, edit.wantExecution(execution, DesiredState.STOPPED, event), event);
            }
        }
    }

    private static void stop(JobEdit edit, Execution execution, Event event) {
        if (execution.isTerminal()) {
            return;
        }
        if (event.details().containsKey(Event.FAILS_EXECUTION)) {
            Failure failure = Failures.from(event);
            Execution failed = edit.replace(
                    execution, execution.failed(failure, execution.desired().message(), null, edit.now()), Event.NONE);
            edit.command(new Command.Cancel(failed, event.message()));
        } else if (execution.state() == ExecutionState.ASK_FOR_BID_ACCEPTED) {
            edit.command(new Command.RejectBid(
                    edit.moveExecution(execution, ExecutionState.BID_REJECTED, event.message(), Event.NONE),
                    event.message()));
        } else {
            edit.command(new Command.Cancel(
                    edit.moveExecution(execution, ExecutionState.CANCELLED, event.message(), Event.NONE),
                    event.message()));
        }
    }
}
