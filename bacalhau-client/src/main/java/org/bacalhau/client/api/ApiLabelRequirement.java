package org.bacalhau.client.api;

import java.util.List;
import java.util.Objects;

/**
 * A condition on the labels of nodes (http-api.md §14.3). Immutable.
 *
 * @param key the label's key
 * @param operator {@code in}, {@code notin}, {@code exists}, {@code !}, {@code =}, {@code ==}, {@code !=}, {@code gt} or
 *     {@code lt}
 * @param values what to compare with
 */
public record ApiLabelRequirement(
        String key, String operator, @OmitEmpty @Texts List<String> values) {
    public ApiLabelRequirement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(operator, "operator");
        values = List.copyOf(values);
    }
}
