package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Amounts of resources (http-api.md §14.8). Immutable; amounts of zero are not sent.
 *
 * @param cpu cores; a node may report rounding noise such as -4.4e-16
 * @param memory bytes
 * @param disk bytes
 * @param gpu number of devices
 * @param gpus the devices, where they are known
 */
public record ApiResources(
        @JsonProperty("CPU") @OmitEmpty double cpu,
        @OmitEmpty long memory,
        @OmitEmpty long disk,
        @JsonProperty("GPU") @OmitEmpty long gpu,
        @JsonProperty("GPUs") @OmitEmpty List<ApiGpu> gpus) {
    /** Nothing. */
    public static final ApiResources NONE = new ApiResources(0, 0, 0, 0, List.of());

    public ApiResources {
        gpus = List.copyOf(gpus);
    }
}
