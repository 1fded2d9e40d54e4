package org.bacalhau.node.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bacalhau.node.config.ValueType.Places;

/**
 * One setting: its name, type, default and meaning. Immutable.
 *
 * @param name the name as in the original's file, such as {@code Node.ServerAPI.Port} (cli-config-auth.md §13.2)
 * @param type how values are read
 * @param defaultText the default as it would be written; relative paths start in the data directory
 * @param description what it is for, in one line; for a key without effect, why it has none
 * @param aliases further names in the environment
 * @param isUsed whether the key has an effect; others are accepted, since files of the original have them, and warned about
 * @param <T> the type of its values
 */
public record ConfigKey<T>(
        String name, ValueType<T> type, String defaultText, String description, List<String> aliases, boolean isUsed) {
    private static final String ENVIRONMENT_PREFIX = "BACALHAU_";

    public ConfigKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultText, "defaultText");
        Objects.requireNonNull(description, "description");
        aliases = List.copyOf(aliases);
    }

    static <T> ConfigKey<T> of(String name, ValueType<T> type, String defaultText, String description) {
        return new ConfigKey<>(name, type, defaultText, description, List.of(), true);
    }

    static <T> ConfigKey<T> unused(String name, ValueType<T> type, String defaultText, String reason) {
        return new ConfigKey<>(name, type, defaultText, reason, List.of(), false);
    }

    ConfigKey<T> alias(String environmentName) {
        List<String> more = new ArrayList<>(aliases);
        more.add(environmentName);
        return new ConfigKey<>(name, type, defaultText, description, more, isUsed);
    }

    /** Returns the names in the environment, the one that wins first. */
    public List<String> environmentNames() {
        List<String> names = new ArrayList<>();
        names.add(ENVIRONMENT_PREFIX + name.replace('.', '_').toUpperCase(Locale.ROOT));
        names.addAll(aliases);
        return names;
    }

    /** Returns the default of a node with this data directory. */
    public T defaultIn(Path dataDirectory) {
        return type.read(ConfigValue.of(defaultText), new Places(dataDirectory, dataDirectory));
    }

    @Override
    public String toString() {
        return name;
    }
}
