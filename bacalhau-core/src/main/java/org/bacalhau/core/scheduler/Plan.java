package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for a job. Immutable.
 *
 * @param jobMove where the job goes; null if it stays
 * @param placements executions to create
 * @param desiredChanges executions of which something else is wanted from now on
 * @param reviewAt when to look at the job again though nothing happens (a time limit, a retry that is due); null for
 *     never
 */
public record Plan(
        @Nullable JobMove jobMove,
        List<Placement> placements,
        List<DesiredChange> desiredChanges,
        @Nullable Instant reviewAt) {
    /** All is as it should be. */
    public static final Plan NOTHING = new Plan(null, List.of(), List.of(), null);

    public Plan {
        placements = List.copyOf(placements);
        desiredChanges = List.copyOf(desiredChanges);
    }

    /**
     * A move of the job.
     *
     * @param state the new state
     * @param message what the job's status says; for a failure its first cause
     * @param event what the history says; {@link Event#NONE} for nothing
     */
    public record JobMove(JobState state, String message, Event event) {
        public JobMove {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(event, "event");
        }
    }

    /**
     * An execution to create.
     *
     * @param node where
     * @param resources what it is expected to use there
     * @param desired {@code PENDING} to ask for a bid, {@code RUNNING} to run at once
     * @param replaces the ended execution it makes up for; null for none
     */
    public record Placement(
            NodeId node,
            Resources resources,
            DesiredState desired,
            @Nullable ExecutionId replaces) {
        public Placement {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(resources, "resources");
            Objects.requireNonNull(desired, "desired");
        }
    }

    /**
     * A change of what is wanted of an execution.
     *
     * @param executionId the execution
     * @param desired what is wanted
     * @param event why; {@link Event#NONE} for an approval
     */
    public record DesiredChange(ExecutionId executionId, DesiredState desired, Event event) {
        public DesiredChange {
            Objects.requireNonNull(executionId, "executionId");
            Objects.requireNonNull(desired, "desired");
            Objects.requireNonNull(event, "event");
        }
    }
}
