package org.bacalhau.node.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A value as it was written, before its key gives it a type. Immutable. */
public sealed interface ConfigValue {
    /** Returns the value for messages. */
    String text();

    /** Returns a scalar. */
    static ConfigValue of(String text) {
        return new Scalar(text);
    }

    /**
     * Reads a value in YAML, which JSON is too.
     *
     * @throws IllegalArgumentException if it is not YAML; the message says where and why
     */
    static ConfigValue parse(String yaml) {
        return ConfigTree.parse(yaml);
    }

    /**
     * One text.
     *
     * @param text what was written, without quotes
     */
    record Scalar(String text) implements ConfigValue {
        public Scalar {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A list.
     *
     * @param items its elements
     */
    record Items(List<ConfigValue> items) implements ConfigValue {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return String.join(",", items.stream().map(ConfigValue::text).toList());
        }
    }

    /**
     * A map.
     *
     * @param entries its entries, in the order in which they were written
     */
    record Entries(Map<String, ConfigValue> entries) implements ConfigValue {
        public Entries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String text() {
            return String.join(
                    ",",
                    entries.entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + "=" + entry.getValue().text())
                            .toList());
        }
    }
}
