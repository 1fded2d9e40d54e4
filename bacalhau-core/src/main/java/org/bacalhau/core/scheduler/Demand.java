package org.bacalhau.core.scheduler;

import org.bacalhau.core.model.Resources;

/**
 * What a job asks of a node, in the form that ranking reads. Immutable.
 *
 * <p>Each kind of resource is first divided by the largest node's capacity of it; only then are kinds weighed against each
 * other. Otherwise bytes would drown cores (job-lifecycle.md §18, 40).
 */
final class Demand {
    // Of a job that asks for nothing: the original's weights of CPU, memory, disk and GPU.
    private static final double[] DEFAULT_SHARES = {0.4, 0.3, 0.2, 0.1};

    private final Resources asked;
    private final long[] need = new long[NodeLoads.KINDS];
    private final double[] weights = new double[NodeLoads.KINDS];

    private Demand(Resources asked) {
        this.asked = asked;
    }

    static Demand of(Resources asked, NodeLoads loads) {
        Demand demand = new Demand(asked);
        double sum = 0;
        for (int kind = 0; kind < NodeLoads.KINDS; kind++) {
            long amount = NodeLoads.amount(asked, kind);
            // Somebody else's use of what the job does not ask for is no hindrance.
            demand.need[kind] = amount == 0 ? Long.MIN_VALUE : amount;
            demand.weights[kind] = loads.largest(kind) == 0 ? 0 : (double) amount / loads.largest(kind);
            sum += demand.weights[kind];
        }
        for (int kind = 0; kind < NodeLoads.KINDS; kind++) {
            double share = sum == 0 ? DEFAULT_SHARES[kind] : demand.weights[kind] / sum;
            demand.weights[kind] = loads.largest(kind) == 0 ? 0 : share / loads.largest(kind);
        }
        return demand;
    }

    Resources asked() {
        return asked;
    }

    long need(int kind) {
        return need[kind];
    }

    double weight(int kind) {
        return weights[kind];
    }

    /**
     * Tells whether the number of executions has to stand in for their size: the requester does not know what a node gives
     * to a job that asks for nothing, and without a measure all such jobs would pile up on one node.
     */
    boolean isSpreadEvenly() {
        return asked.isZero();
    }
}
