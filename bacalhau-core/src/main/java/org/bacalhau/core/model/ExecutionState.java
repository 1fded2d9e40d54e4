package org.bacalhau.core.model;

import java.util.Set;

/**
 * The states of an execution as the requester sees them, with their numbers on the wire. This enum is the only list of
 * legal moves (job-lifecycle.md §4.2).
 */
public enum ExecutionState {
    /** Planned; nothing was sent to the node. */
    NEW(1, "New"),
    /** The node was asked to bid. */
    ASK_FOR_BID(2, "AskForBid"),
    /** The node bids; the requester has not yet decided. */
    ASK_FOR_BID_ACCEPTED(3, "AskForBidAccepted"),
    /** The node does not bid. */
    ASK_FOR_BID_REJECTED(4, "AskForBidRejected"),
    /** The node was told to run it: it is queued there, or running. */
    BID_ACCEPTED(5, "BidAccepted"),
    /** The node bid, but is not needed. */
    BID_REJECTED(6, "BidRejected"),
    /** It ran to its end, whatever the exit code, and its result is published. */
    COMPLETED(7, "Completed"),
    /** It could not be run or published, or its node was lost. */
    FAILED(8, "Failed"),
    /** The requester stopped it. */
    CANCELLED(9, "Cancelled");

    private final int wireNumber;
    private final String wireName;

    ExecutionState(int wireNumber, String wireName) {
        this.wireNumber = wireNumber;
        this.wireName = wireName;
    }

    /** Returns the number used on the wire, 1 to 9. */
    public int wireNumber() {
        return wireNumber;
    }

    /** Returns the name shown to people. */
    public String wireName() {
        return wireName;
    }

    /** Tells whether no further move is possible. */
    public boolean isTerminal() {
        return successors().isEmpty();
    }

    /** Tells whether it ended without completing. */
    public boolean isDiscarded() {
        return isTerminal() && this != COMPLETED;
    }

    /** Tells whether an execution may go from this state to {@code next}. */
    public boolean canBecome(ExecutionState next) {
        return successors().contains(next);
    }

    // Allocated once: the matrix is asked on every event of every job.
    private static final Set<ExecutionState> FROM_NEW =
            Set.of(ASK_FOR_BID, ASK_FOR_BID_ACCEPTED, ASK_FOR_BID_REJECTED, BID_ACCEPTED, COMPLETED, FAILED, CANCELLED);
    private static final Set<ExecutionState> FROM_ASKED =
            Set.of(ASK_FOR_BID_ACCEPTED, ASK_FOR_BID_REJECTED, FAILED, CANCELLED);
    private static final Set<ExecutionState> FROM_BID =
            Set.of(BID_ACCEPTED, BID_REJECTED, COMPLETED, FAILED, CANCELLED);
    private static final Set<ExecutionState> FROM_RUNNING = Set.of(COMPLETED, FAILED, CANCELLED);

    private Set<ExecutionState> successors() {
        return switch (this) {
            case NEW -> FROM_NEW;
            case ASK_FOR_BID -> FROM_ASKED;
            case ASK_FOR_BID_ACCEPTED -> FROM_BID;
            case BID_ACCEPTED -> FROM_RUNNING;
            case ASK_FOR_BID_REJECTED, BID_REJECTED, COMPLETED, FAILED, CANCELLED -> Set.of();
        };
    }
}
