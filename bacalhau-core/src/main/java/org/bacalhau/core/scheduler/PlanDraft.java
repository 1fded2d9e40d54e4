package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.scheduler.Plan.DesiredChange;
import org.bacalhau.core.scheduler.Plan.JobMove;
import org.bacalhau.core.scheduler.Plan.Placement;
import org.jspecify.annotations.Nullable;

/**
 * A plan in the making. Used by one scheduler for one request.
 *
 * <p>{@link #executions} shows them as they will be once the plan so far is carried out. Rules that read only that see the
 * same now and after the plan, which is what makes a second evaluation find nothing to do.
 */
final class PlanDraft {
    private final SchedulingRequest request;
    private final Map<ExecutionId, Execution> executions = new LinkedHashMap<>();
    private final Map<ExecutionId, DesiredChange> changes = new LinkedHashMap<>();
    private final List<Placement> placements = new ArrayList<>();
    private @Nullable JobMove move;
    private Instant reviewAt = Instant.MAX;

    PlanDraft(SchedulingRequest request) {
        this.request = request;
        request.executions().forEach(execution -> executions.put(execution.id(), execution));
    }

    Job job() {
        return request.job();
    }

    Instant now() {
        return request.now();
    }

    /** Returns the job's executions, without the placements of this plan: a view in order of creation. */
    Collection<Execution> executions() {
        return Collections.unmodifiableCollection(executions.values());
    }

    /** Returns the executions that count now. */
    List<Execution> active() {
        List<Execution> active = new ArrayList<>();
        for (Execution execution : executions.values()) {
            if (execution.isActive()) {
                active.add(execution);
            }
        }
        return active;
    }

    /** Tells whether an execution is told to run, or will be. */
    boolean isRunning() {
        return executions.values().stream()
                        .anyMatch(execution ->
                                execution.isActive() && execution.desired().state() == DesiredState.RUNNING)
                || placements.stream().anyMatch(placement -> placement.desired() == DesiredState.RUNNING);
    }

    /** Tells whether executions are to be created. */
    boolean hasPlacements() {
        return !placements.isEmpty();
    }

    /** Tells whether a time has come; if not, the job is looked at again when it has. */
    boolean hasPassed(Instant deadline) {
        if (!now().isBefore(deadline)) {
            return true;
        }
        if (deadline.isBefore(reviewAt)) {
            reviewAt = deadline;
        }
        return false;
    }

    void stop(Execution execution, Event why) {
        change(execution, DesiredState.STOPPED, why);
    }

    void approve(Execution execution) {
        change(execution, DesiredState.RUNNING, Event.NONE);
    }

    void place(Placement placement) {
        placements.add(placement);
    }

    /** Moves the job to a state that is not its last. */
    void move(JobState state, String message, Event event) {
        if (job().state() != state) {
            move = new JobMove(state, message, event);
        }
    }

    /** Ends the job well; what still runs of it is not needed. */
    void complete() {
        end(new JobMove(JobState.COMPLETED, "", Event.NONE), StopReason.NOT_NEEDED.event(now()));
    }

    /** Ends the job badly; what still runs of it is stopped for the same reason. */
    void fail(JobMove failure) {
        end(failure, failure.event());
    }

    /** Stops everything that runs, without moving the job. */
    void stopAll(Event why) {
        active().forEach(execution -> stop(execution, why));
    }

    /** Tells whether the job ends by this plan. */
    boolean endsJob() {
        return move != null && move.state().isTerminal();
    }

    Plan toPlan() {
        @Nullable Instant review = endsJob() || reviewAt.equals(Instant.MAX) ? null : reviewAt;
        return new Plan(move, placements, List.copyOf(changes.values()), review);
    }

    private void end(JobMove last, Event why) {
        placements.clear();
        stopAll(why);
        move = last;
    }

    private void change(Execution execution, DesiredState desired, Event why) {
        changes.put(execution.id(), new DesiredChange(execution.id(), desired, why));
        executions.put(execution.id(), execution.withDesired(desired, why.message(), now()));
    }
}
