package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * One graphics processor (http-api.md §14.8). Immutable.
 *
 * @param index its number in the vendor's own tool
 * @param name the model
 * @param vendor {@code NVIDIA}, {@code AMD/ATI} or {@code Intel}
 * @param memory its memory in MiB
 * @param pciAddress its address on the bus
 */
public record ApiGpu(
        long index,
        String name,
        String vendor,
        long memory,
        @JsonProperty("PCIAddress") String pciAddress) {
    public ApiGpu {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(pciAddress, "pciAddress");
    }
}
