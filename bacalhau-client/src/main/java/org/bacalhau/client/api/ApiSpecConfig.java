package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An engine, storage source, publisher or published result on the wire (http-api.md §14.3, §14.10). Immutable.
 *
 * @param type its type; empty for none
 * @param params its parameters: text, number, boolean, null, list or map of these
 * @param other fields of another version, kept as they are
 */
public record ApiSpecConfig(
        String type,
        @OmitEmpty Map<String, @Nullable Object> params,
        @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> other) {
    public ApiSpecConfig {
        Objects.requireNonNull(type, "type");
        params = FreeForm.copyOf(params);
        other = FreeForm.copyOf(other);
    }

    /** Returns a component without fields of another version. */
    public static ApiSpecConfig of(String type, Map<String, ? extends @Nullable Object> params) {
        return new ApiSpecConfig(type, FreeForm.copyOf(params), Map.of());
    }
}
