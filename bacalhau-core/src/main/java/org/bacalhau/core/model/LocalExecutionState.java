package org.bacalhau.core.model;

import java.util.Set;

/** The states of an execution on its compute node (job-lifecycle.md §4.3). */
public enum LocalExecutionState {
    /** The node has bid and waits for the requester's answer. */
    CREATED,
    /** To be run: waiting in the queue for capacity, or preparing its inputs. */
    BID_ACCEPTED,
    /** The engine runs it. */
    RUNNING,
    /** The engine is done; the result is being published. */
    PUBLISHING,
    /** Ran and published. */
    COMPLETED,
    /** Could not be run or published. */
    FAILED,
    /** Stopped by the requester, or its bid was rejected. */
    CANCELLED;

    /** Tells whether no further move is possible. */
    public boolean isTerminal() {
        return successors().isEmpty();
    }

    /** Tells whether the engine or the publisher has it in hand. */
    public boolean isExecuting() {
        return this == RUNNING || this == PUBLISHING;
    }

    /** Tells whether an execution may go from this state to {@code next}. */
    public boolean canBecome(LocalExecutionState next) {
        return successors().contains(next);
    }

    private static final Set<LocalExecutionState> FROM_CREATED = Set.of(BID_ACCEPTED, FAILED, CANCELLED);
    private static final Set<LocalExecutionState> FROM_BID_ACCEPTED = Set.of(RUNNING, FAILED, CANCELLED);
    // Back to BidAccepted: after a restart the node queues what it was running once more.
    private static final Set<LocalExecutionState> FROM_RUNNING =
            Set.of(BID_ACCEPTED, PUBLISHING, COMPLETED, FAILED, CANCELLED);
    private static final Set<LocalExecutionState> FROM_PUBLISHING = Set.of(BID_ACCEPTED, COMPLETED, FAILED, CANCELLED);

    private Set<LocalExecutionState> successors() {
        return switch (this) {
            case CREATED -> FROM_CREATED;
            case BID_ACCEPTED -> FROM_BID_ACCEPTED;
            case RUNNING -> FROM_RUNNING;
            case PUBLISHING -> FROM_PUBLISHING;
            case COMPLETED, FAILED, CANCELLED -> Set.of();
        };
    }
}
