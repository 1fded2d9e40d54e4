package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token inside a request body, as clients of the original repeat it (http-api.md §7.1). Immutable. Servers ignore it;
 * never log it.
 *
 * @param scheme {@code Bearer}
 * @param value the token
 * @param params always null
 */
public record Credential(
        String scheme,
        String value,
        @JsonSetter(nulls = Nulls.SET) @Nullable Map<String, String> params) {
    public Credential {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(value, "value");
        params = params == null ? null : Map.copyOf(params);
    }

    /** Returns a text without the token. */
    @Override
    public String toString() {
        return "Credential[" + scheme + "]";
    }
}
