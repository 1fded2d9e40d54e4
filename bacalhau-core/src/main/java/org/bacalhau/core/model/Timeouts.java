package org.bacalhau.core.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How long the parts of a job may take. Zero means "no limit of this kind". Immutable.
 *
 * @param execution longest time of one execution on its node, from leaving the node's queue to the published result
 * @param queue longest time from submission that the job may wait for a fitting node; zero: it fails at once where the nodes
 *     that are there do not do. A network without any node is waited for, and so is a node that is out of reach for a moment
 * @param total longest time from submission to the end of the job
 */
public record Timeouts(Duration execution, Duration queue, Duration total) {
    /** No limits. */
    public static final Timeouts NONE = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public Timeouts {
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(total, "total");
    }

    /** Returns the limit of one execution: its own, else that of the whole job; zero for none. */
    public Duration effectiveExecution() {
        return isSet(execution) ? execution : total;
    }

    /** Tells whether a limit is set: it is longer than zero. */
    public static boolean isSet(Duration limit) {
        return !limit.isZero() && !limit.isNegative();
    }
}
