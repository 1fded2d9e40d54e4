package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names an engine, storage source or publisher and carries its parameters, which only that component understands.
 * Immutable: parameters are copied deeply, lists and maps that lie deeper than {@link JobLimits#DEEPEST_PARAMS} as empty ones;
 * {@link JobValidator} refuses such a spec.
 *
 * @param type the component's type, trimmed; empty means "none chosen". Compared without regard to case
 * @param params parameters by name: text, number, boolean, null, list or map of these
 */
public record SpecConfig(String type, Map<String, @Nullable Object> params) {
    /** No component chosen. */
    public static final SpecConfig NONE = new SpecConfig("", Map.of());

    public SpecConfig {
        type = type.trim();
        params = copyOf(params, 0);
    }

    /** Returns a component without parameters. */
    public static SpecConfig of(String type) {
        return new SpecConfig(type, Map.of());
    }

    /** Tells whether no component is chosen. */
    public boolean isNone() {
        return type.isEmpty();
    }

    /** Tells whether this names the component {@code other}, without regard to case. */
    public boolean isType(String other) {
        return type.equalsIgnoreCase(other.trim());
    }

    /** Returns the key under which a component of this type is registered: lower case. */
    public String typeKey() {
        return type.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the parameter of this name; the exact name wins over one that differs in case only
     * (engines-storage-publishers.md §1.3).
     */
    public @Nullable Object param(String name) {
        Object exact = params.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, @Nullable Object> entry : params.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Returns a copy with one parameter set. */
    public SpecConfig with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(params);
        changed.put(name, value);
        return new SpecConfig(type, changed);
    }

    private static Map<String, @Nullable Object> copyOf(Map<?, ?> source, int depth) {
        if (source.isEmpty() || depth > JobLimits.DEEPEST_PARAMS) {
            return Map.of();
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        source.forEach((key, value) -> copy.put(Objects.toString(key), copyOfValue(value, depth + 1)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object copyOfValue(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return copyOf(map, depth);
        }
        if (value instanceof List<?> list) {
            if (depth > JobLimits.DEEPEST_PARAMS) {
                return List.of();
            }
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copyOfValue(element, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
