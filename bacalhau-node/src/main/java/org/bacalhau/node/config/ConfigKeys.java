package org.bacalhau.node.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All keys, by their names. Stateless. */
public final class ConfigKeys {
    private static final Map<String, ConfigKey<?>> BY_NAME = new TreeMap<>();

    static {
        List.of(ServerKeys.HOST, ServerKeys.PORT).forEach(key -> BY_NAME.put(folded(key.name()), key));
    }

    private ConfigKeys() {}

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns all keys in the order of their names. */
    public static List<ConfigKey<?>> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** Returns a key by its name, whose case does not matter. */
    public static Optional<ConfigKey<?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(folded(name)));
    }
}
