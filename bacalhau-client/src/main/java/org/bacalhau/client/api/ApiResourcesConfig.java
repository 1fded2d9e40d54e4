package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * The resources a task asks for, as texts (http-api.md §14.3, §15.6). Immutable; empty texts are not sent.
 *
 * @param cpu cores, or thousandths with {@code m}
 * @param memory bytes, with an optional unit
 * @param disk bytes, with an optional unit
 * @param gpu a whole number of devices
 */
public record ApiResourcesConfig(
        @JsonProperty("CPU") @OmitEmpty String cpu,
        @OmitEmpty String memory,
        @OmitEmpty String disk,
        @JsonProperty("GPU") @OmitEmpty String gpu) {
    public ApiResourcesConfig {
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(disk, "disk");
        Objects.requireNonNull(gpu, "gpu");
    }
}
