package org.bacalhau.core.compute;

import java.io.IOException;

/**
 * Decides whether a node bids for an execution. All strategies of a node are asked, in order; one rejection is enough.
 * Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface BidStrategy {

    /**
     * Decides.
     *
     * @throws IOException if it cannot be decided; the execution fails on this node with that cause
     * @throws InterruptedException if the node closes meanwhile
     */
    BidDecision decide(BidRequest request) throws IOException, InterruptedException;

    /** Tells whether {@link #decide} may block for this request. If so it is asked on a worker thread. */
    default boolean mayBlock(BidRequest request) {
        return false;
    }
}
