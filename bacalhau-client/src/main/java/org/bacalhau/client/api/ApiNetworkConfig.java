package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Objects;

/**
 * What a task may reach (http-api.md §14.3). Immutable.
 *
 * @param type {@code None}, {@code Full} or {@code HTTP}, read without regard to case; a missing type is {@code None}
 * @param domains for {@code HTTP}, the hosts that may be reached
 */
public record ApiNetworkConfig(
        @JsonSetter(nulls = Nulls.SET) String type,
        @OmitEmpty @Texts List<String> domains) {
    private static final String NOT_SAID = "None";

    public ApiNetworkConfig {
        type = Objects.requireNonNullElse(type, NOT_SAID);
        domains = List.copyOf(domains);
    }
}
