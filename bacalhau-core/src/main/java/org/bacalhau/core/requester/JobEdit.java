package org.bacalhau.core.requester;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Collects the moves of one job and its executions that belong together, with a history entry for each, and the commands
 * they call for. Used by one thread, for one decision.
 */
final class JobEdit {
    private final @Nullable JobSnapshot before;
    private final Instant now;
    private final List<Execution> executions;
    private final List<JobChange> changes = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>(2);
    private Job job;
    private long historySize;
    private @Nullable Instant reviewAt;

    /** Starts with a job that was just accepted. */
    JobEdit(Job accepted, Instant now) {
        this.before = null;
        this.now = now;
        this.executions = new ArrayList<>(1);
        this.job = accepted;
        changes.add(new JobChange.PutJob(accepted));
        addJobHistory(JobState.PENDING, JobState.PENDING, Event.of(EventTopic.SUBMISSION, "Job submitted", now));
    }

    /** Starts with a job as it stands. */
    JobEdit(JobSnapshot current, Instant now) {
        this.before = current;
        this.now = now;
        this.executions = new ArrayList<>(current.executions());
        this.job = current.job();
        this.historySize = current.historySize();
    }

    Job job() {
        return job;
    }

    Instant now() {
        return now;
    }

    /** Returns the executions as they stand after the moves so far. */
    List<Execution> executions() {
        return List.copyOf(executions);
    }

    @Nullable
    Execution find(ExecutionId id) {
        int index = indexOf(id);
        return index < 0 ? null : executions.get(index);
    }

    void moveJob(JobState next, String message, Event event) {
        JobState previous = job.state();
        job = job.withState(next, message, now);
        changes.add(new JobChange.PutJob(job));
        addJobHistory(previous, next, event);
    }

    void addExecution(Execution planned) {
        executions.add(planned);
        changes.add(new JobChange.PutExecution(planned));
        addExecutionHistory(ExecutionState.NEW, planned, Event.NONE);
    }

    Execution moveExecution(Execution execution, ExecutionState next, String message, Event event) {
        return replace(execution, execution.withState(next, message, now), event);
    }

    Execution wantExecution(Execution execution, DesiredState desired, Event event) {
        return replace(execution, execution.withDesired(desired, event.message(), now), event);
    }

    /** Puts the execution after its move in the place of the one before. */
    Execution replace(Execution previous, Execution next, Event event) {
        executions.set(indexOf(previous.id()), next);
        changes.add(new JobChange.PutExecution(next));
        addExecutionHistory(previous.state(), next, event);
        return next;
    }

    void command(Command command) {
        commands.add(command);
    }

    void reviewAt(@Nullable Instant time) {
        reviewAt = time;
    }

    Decision toDecision() {
        return new Decision(before, new JobSnapshot(job, executions, historySize), changes, commands, reviewAt);
    }

    private int indexOf(ExecutionId id) {
        for (int i = executions.size() - 1; i >= 0; i--) {
            if (executions.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private void addJobHistory(JobState previous, JobState next, Event event) {
        changes.add(new JobChange.AddHistory(
                new HistoryEntry.OfJob(job.id(), ++historySize, previous, next, job.revision(), event, now)));
    }

    private void addExecutionHistory(ExecutionState previous, Execution next, Event event) {
        changes.add(new JobChange.AddHistory(new HistoryEntry.OfExecution(
                job.id(),
                ++historySize,
                next.id(),
                next.nodeId(),
                previous,
                next.state(),
                next.revision(),
                event,
                now)));
    }
}
