package org.bacalhau.core.model;

import java.util.Objects;

/**
 * One graphics processor of a node. Immutable.
 *
 * @param index its number in the vendor's own tool, from 0
 * @param name the model
 * @param vendor {@code NVIDIA}, {@code AMD/ATI} or {@code Intel}
 * @param memoryMebibytes its memory in MiB
 * @param pciAddress its address on the bus; empty if unknown
 */
public record Gpu(int index, String name, String vendor, long memoryMebibytes, String pciAddress) {
    public Gpu {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(pciAddress, "pciAddress");
    }
}
