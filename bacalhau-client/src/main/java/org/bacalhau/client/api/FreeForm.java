package org.bacalhau.client.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies values whose shape nobody describes: parameters, and fields that another version added. */
final class FreeForm {
    private FreeForm() {}

    /**
     * Returns a deep, unmodifiable copy.
     *
     * @throws IllegalArgumentException if it holds a number that JSON cannot write
     */
    static Map<String, @Nullable Object> copyOf(Map<?, ?> source) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        source.forEach((key, value) -> copy.put(Objects.toString(key), copyOfValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object copyOfValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copyOfValue(element)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException("a number is out of range");
        }
        return value;
    }
}
