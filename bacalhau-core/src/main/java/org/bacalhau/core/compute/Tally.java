package org.bacalhau.core.compute;

import org.bacalhau.core.model.Resources;

/**
 * The number of some executions and the sum of their resources. Confined to the loop. Sums are exact below 2^63; adding
 * and removing cost no allocation.
 */
final class Tally {
    private int count;
    private long cpuMillis;
    private long memoryBytes;
    private long diskBytes;
    private long gpus;

    void add(Resources amount) {
        count++;
        cpuMillis += amount.cpuMillis();
        memoryBytes += amount.memoryBytes();
        diskBytes += amount.diskBytes();
        gpus += amount.gpus();
    }

    void remove(Resources amount) {
        if (count == 0) {
            throw new IllegalStateException("removed more than was added: " + amount);
        }
        count--;
        cpuMillis -= amount.cpuMillis();
        memoryBytes -= amount.memoryBytes();
        diskBytes -= amount.diskBytes();
        gpus -= amount.gpus();
    }

    int count() {
        return count;
    }

    Resources sum() {
        return count == 0
                ? Resources.ZERO
                : Resources.of(clamped(cpuMillis), clamped(memoryBytes), clamped(diskBytes), clamped(gpus));
    }

    /** Tells whether {@code amount} fits into {@code total} besides what is counted here. */
    boolean leavesRoomFor(Resources amount, Resources total) {
        // Subtractions of amounts that are at least zero, so nothing overflows.
        return amount.cpuMillis() <= total.cpuMillis() - clamped(cpuMillis)
                && amount.memoryBytes() <= total.memoryBytes() - clamped(memoryBytes)
                && amount.diskBytes() <= total.diskBytes() - clamped(diskBytes)
                && amount.gpus() <= total.gpus() - clamped(gpus);
    }

    private static long clamped(long sum) {
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
