package org.bacalhau.node.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All keys, by their names. Stateless. */
public final class ConfigKeys {
    private static final Map<String, ConfigKey<?>> BY_NAME = byName();
    private static final Set<String> GROUPS = groups();

    private ConfigKeys() {}

    private static Map<String, ConfigKey<?>> byName() {
        Map<String, ConfigKey<?>> keys = new TreeMap<>();
        Stream.of(NodeKeys.ALL, ServerKeys.ALL, ComputeKeys.ALL, RequesterKeys.ALL, ClientKeys.ALL, UnusedKeys.ALL)
                .flatMap(List::stream)
                .forEach(key -> {
                    if (keys.put(folded(key.name()), key) != null) {
                        throw new IllegalStateException(key.name() + " is declared twice");
                    }
                });
        return keys;
    }

    private static Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        for (ConfigKey<?> key : BY_NAME.values()) {
            for (int dot = key.name().indexOf('.'); dot > 0; dot = key.name().indexOf('.', dot + 1)) {
                groups.add(key.name().substring(0, dot));
            }
        }
        return groups;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns all keys in the order of their names. */
    public static List<ConfigKey<?>> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** Returns a key by its name, whose case does not matter. */
    public static Optional<ConfigKey<?>> find(String name) {
        @Nullable ConfigKey<?> key = BY_NAME.get(folded(name));
        return Optional.ofNullable(key);
    }

    /** Returns the names under which there are keys, such as {@code Node.ServerAPI}. */
    static Set<String> groupNames() {
        return GROUPS;
    }

    /** Returns what to write instead of a name that is none. */
    public static String nearestTo(String name) {
        return NearestName.of(
                name,
                Stream.concat(BY_NAME.values().stream().map(ConfigKey::name), GROUPS.stream())
                        .toList());
    }
}
