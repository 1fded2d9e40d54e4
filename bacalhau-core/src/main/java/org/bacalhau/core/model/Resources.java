package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Amounts of the four resources that are accounted for. Immutable; no amount is ever negative.
 *
 * @param cpuMillis thousandths of a processor core
 * @param memoryBytes main memory
 * @param diskBytes disk space
 * @param gpus number of graphics processors
 * @param gpuDevices the devices themselves, where they are known (a node's capacity, an execution's share)
 */
public record Resources(long cpuMillis, long memoryBytes, long diskBytes, long gpus, List<Gpu> gpuDevices) {
    /** Nothing. */
    public static final Resources ZERO = new Resources(0, 0, 0, 0, List.of());

    public Resources {
        gpuDevices = List.copyOf(gpuDevices);
        if (cpuMillis < 0 || memoryBytes < 0 || diskBytes < 0 || gpus < 0) {
            throw new IllegalArgumentException("negative amount in CPU " + cpuMillis + "m, memory " + memoryBytes
                    + " B, disk " + diskBytes + " B, GPU " + gpus);
        }
    }

    /** Returns amounts without naming GPU devices. */
    public static Resources of(long cpuMillis, long memoryBytes, long diskBytes, long gpus) {
        return new Resources(cpuMillis, memoryBytes, diskBytes, gpus, List.of());
    }

    /** Tells whether every amount is zero. */
    public boolean isZero() {
        return cpuMillis == 0 && memoryBytes == 0 && diskBytes == 0 && gpus == 0;
    }

    /** Tells whether no amount exceeds that of {@code limit}. */
    public boolean fitsIn(Resources limit) {
        return cpuMillis <= limit.cpuMillis
                && memoryBytes <= limit.memoryBytes
                && diskBytes <= limit.diskBytes
                && gpus <= limit.gpus;
    }

    /** Returns the sum, which saturates at {@link Long#MAX_VALUE}. */
    public Resources plus(Resources other) {
        return new Resources(
                saturatedSum(cpuMillis, other.cpuMillis),
                saturatedSum(memoryBytes, other.memoryBytes),
                saturatedSum(diskBytes, other.diskBytes),
                saturatedSum(gpus, other.gpus),
                gpuDevices.isEmpty() && other.gpuDevices.isEmpty() ? List.of() : concat(gpuDevices, other.gpuDevices));
    }

    /** Returns the difference, each amount at least zero. */
    public Resources minus(Resources other) {
        List<Gpu> rest = gpuDevices;
        if (!rest.isEmpty() && !other.gpuDevices.isEmpty()) {
            rest = new ArrayList<>(gpuDevices);
            rest.removeAll(other.gpuDevices);
        }
        return new Resources(
                Math.max(0, cpuMillis - other.cpuMillis),
                Math.max(0, memoryBytes - other.memoryBytes),
                Math.max(0, diskBytes - other.diskBytes),
                Math.max(0, gpus - other.gpus),
                rest);
    }

    /** Returns the larger of each amount. */
    public Resources max(Resources other) {
        return new Resources(
                Math.max(cpuMillis, other.cpuMillis),
                Math.max(memoryBytes, other.memoryBytes),
                Math.max(diskBytes, other.diskBytes),
                Math.max(gpus, other.gpus),
                gpuDevices);
    }

    /** Returns these amounts, with each that is zero taken from {@code defaults}. */
    public Resources orDefaults(Resources defaults) {
        return new Resources(
                cpuMillis == 0 ? defaults.cpuMillis : cpuMillis,
                memoryBytes == 0 ? defaults.memoryBytes : memoryBytes,
                diskBytes == 0 ? defaults.diskBytes : diskBytes,
                gpus == 0 ? defaults.gpus : gpus,
                gpuDevices);
    }

    /**
     * Returns every amount multiplied by {@code factor} and rounded down, without GPU devices.
     *
     * @param factor at least 0
     */
    public Resources times(double factor) {
        return of((long) (cpuMillis * factor), (long) (memoryBytes * factor), (long) (diskBytes * factor), (long)
                (gpus * factor));
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static List<Gpu> concat(List<Gpu> a, List<Gpu> b) {
        List<Gpu> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    /** Returns the text used in messages, {@code {CPU: 0.5, Memory: 1.0 GB, Disk: 0 B, GPU: 0}}. */
    @Override
    public String toString() {
        return "{CPU: " + Quantities.formatCpu(cpuMillis) + ", Memory: " + Quantities.formatBytes(memoryBytes)
                + ", Disk: " + Quantities.formatBytes(diskBytes) + ", GPU: " + gpus + "}";
    }
}
