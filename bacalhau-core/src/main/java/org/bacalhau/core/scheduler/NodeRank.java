package org.bacalhau.core.scheduler;

import java.util.Objects;

/**
 * How well a node suits a job. Immutable.
 *
 * @param points added to the node's score; below zero: the node does not fit at all
 * @param reason why it does not fit; empty if it does
 */
public record NodeRank(int points, String reason) {
    /** It fits, and that is all there is to say. */
    public static final NodeRank NEUTRAL = new NodeRank(0, "");

    /** It fits, and has something the job wants. */
    public static final NodeRank SUITABLE = new NodeRank(10, "");

    public NodeRank {
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns a rank that rules the node out. */
    public static NodeRank unsuitable(String reason) {
        return new NodeRank(-1, reason);
    }

    /** Tells whether the node may be used. */
    public boolean isSuitable() {
        return points >= 0;
    }
}
