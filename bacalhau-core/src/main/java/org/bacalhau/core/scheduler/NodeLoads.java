package org.bacalhau.core.scheduler;

import java.util.Arrays;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Resources;

/**
 * How busy each node is, as far as the requester can tell. Confined to the requester's loop.
 *
 * <p>A node's use is what it reported, less what of it was ours at that time, plus what is ours now: so a placement counts
 * from the moment it is decided and not only from the node's next report (job-lifecycle.md §18, 39).
 *
 * <p>Figures lie in flat arrays, four to a node, since ranking reads them for every node on every placement.
 */
final class NodeLoads {
    /** CPU, memory, disk, GPUs. */
    static final int KINDS = 4;

    private final double overSubscription;
    private long[] capacity = new long[0];
    private long[] limit = new long[0];
    private long[] mostPerJob = new long[0];
    private long[] foreign = new long[0];
    private long[] own = new long[0];
    private int[] ownExecutions = new int[0];

    /** What one more job may ask for; below zero on a node that is over its limit. */
    private long[] room = new long[0];

    /** Capacity that nobody uses; below zero by what waits in the node's queue. */
    private double[] free = new double[0];

    private final long[] largest = new long[KINDS];
    private boolean largestIsStale;

    NodeLoads(double overSubscription) {
        this.overSubscription = overSubscription;
    }

    /** Makes room for {@code nodes} nodes. */
    void grow(int nodes) {
        if (nodes <= ownExecutions.length) {
            return;
        }
        int size = Math.max(nodes, ownExecutions.length * 2);
        capacity = Arrays.copyOf(capacity, size * KINDS);
        limit = Arrays.copyOf(limit, size * KINDS);
        mostPerJob = Arrays.copyOf(mostPerJob, size * KINDS);
        foreign = Arrays.copyOf(foreign, size * KINDS);
        own = Arrays.copyOf(own, size * KINDS);
        room = Arrays.copyOf(room, size * KINDS);
        free = Arrays.copyOf(free, size * KINDS);
        ownExecutions = Arrays.copyOf(ownExecutions, size);
    }

    /** Takes over what a node says about itself. */
    void report(int slot, ComputeInfo info) {
        largestIsStale |= !get(capacity, slot).equals(info.maxCapacity());
        set(capacity, slot, info.maxCapacity());
        set(limit, slot, info.maxCapacity().times(overSubscription));
        if (info.maxJobRequirements().isZero()) {
            Arrays.fill(mostPerJob, slot * KINDS, (slot + 1) * KINDS, Long.MAX_VALUE);
        } else {
            set(mostPerJob, slot, info.maxJobRequirements());
        }
        Resources used = info.maxCapacity().minus(info.availableCapacity()).plus(info.queuedCapacity());
        set(foreign, slot, used.minus(reserved(slot)));
        refresh(slot);
    }

    /** Forgets a node. */
    void clear(int slot) {
        for (long[] figures : new long[][] {capacity, limit, mostPerJob, foreign, own}) {
            Arrays.fill(figures, slot * KINDS, (slot + 1) * KINDS, 0);
        }
        ownExecutions[slot] = 0;
        largestIsStale = true;
        refresh(slot);
    }

    void reserve(int slot, Resources resources) {
        ownExecutions[slot]++;
        setReserved(slot, reserved(slot).plus(resources));
    }

    void release(int slot, Resources resources) {
        ownExecutions[slot] = Math.max(0, ownExecutions[slot] - 1);
        setReserved(slot, reserved(slot).minus(resources));
    }

    /** Returns what is reserved on a node. */
    Resources reserved(int slot) {
        return get(own, slot);
    }

    /** Returns how many reservations there are on a node. */
    int reservations(int slot) {
        return ownExecutions[slot];
    }

    /** Sets what is reserved on a node, of {@code executions} executions. */
    void restore(int slot, Resources reserved, int executions) {
        ownExecutions[slot] = executions;
        setReserved(slot, reserved);
    }

    /** Returns the part of a node's capacity that nobody uses. */
    Resources available(int slot) {
        return get(capacity, slot).minus(used(slot));
    }

    /** Returns what is placed on a node beyond its capacity. */
    Resources queued(int slot) {
        return used(slot).minus(get(capacity, slot));
    }

    /** Returns how much more may be placed on a node before it is over-subscribed. */
    Resources unsubscribed(int slot) {
        return get(limit, slot).minus(used(slot));
    }

    /** Returns the largest capacity of this kind that any node has. */
    long largest(int kind) {
        if (largestIsStale) {
            Arrays.fill(largest, 0);
            for (int at = 0; at < capacity.length; at++) {
                largest[at % KINDS] = Math.max(largest[at % KINDS], capacity[at]);
            }
            largestIsStale = false;
        }
        return largest[kind];
    }

    /** Tells whether one job more fits on a node, by its limit for one job and by its load. */
    boolean fits(int slot, Demand demand) {
        int at = slot * KINDS;
        return demand.need(0) <= room[at]
                && demand.need(1) <= room[at + 1]
                && demand.need(2) <= room[at + 2]
                && demand.need(3) <= room[at + 3];
    }

    /** Returns how much is free of what the job is about, 0 to 1. */
    double freeShare(int slot, Demand demand) {
        int at = slot * KINDS;
        double sum = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            sum += demand.weight(kind) * Math.max(0, free[at + kind]);
        }
        return demand.isSpreadEvenly() ? sum / (1 + ownExecutions[slot]) : sum;
    }

    /** Returns how much waits in the node's queue, in the measure of {@link #freeShare}. */
    double queuedShare(int slot, Demand demand) {
        int at = slot * KINDS;
        double sum = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            sum += demand.weight(kind) * Math.max(0, -free[at + kind]);
        }
        return sum;
    }

    private Resources used(int slot) {
        return get(foreign, slot).plus(get(own, slot));
    }

    private void setReserved(int slot, Resources reserved) {
        set(own, slot, reserved);
        refresh(slot);
    }

    private void refresh(int slot) {
        Resources used = used(slot);
        for (int kind = 0; kind < KINDS; kind++) {
            int at = slot * KINDS + kind;
            long amount = amount(used, kind);
            room[at] = Math.min(mostPerJob[at], limit[at] - amount);
            free[at] = (double) capacity[at] - amount;
        }
    }

    private static Resources get(long[] figures, int slot) {
        int at = slot * KINDS;
        return Resources.of(figures[at], figures[at + 1], figures[at + 2], figures[at + 3]);
    }

    private static void set(long[] figures, int slot, Resources resources) {
        for (int kind = 0; kind < KINDS; kind++) {
            figures[slot * KINDS + kind] = amount(resources, kind);
        }
    }

    /** Returns the amount of one kind. */
    static long amount(Resources resources, int kind) {
        return switch (kind) {
            case 0 -> resources.cpuMillis();
            case 1 -> resources.memoryBytes();
            case 2 -> resources.diskBytes();
            case 3 -> resources.gpus();
            default -> throw new IllegalArgumentException("no kind of resource: " + kind);
        };
    }
}
