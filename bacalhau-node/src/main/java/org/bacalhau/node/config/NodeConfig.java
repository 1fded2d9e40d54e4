package org.bacalhau.node.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.core.model.ValidationException;

/**
 * The settings of a node. Immutable.
 *
 * <pre>{@code
 * NodeConfig config = NodeConfig.builder()
 *         .dataDirectory(Path.of("/var/lib/bacalhau"))
 *         .set(ServerKeys.PORT, 0)
 *         .build();
 * }</pre>
 */
public final class NodeConfig {
    private final Path dataDirectory;
    private final Map<ConfigKey<?>, Setting<?>> settings;
    private final List<String> warnings;

    /**
     * What a key is set to.
     *
     * @param value the value
     * @param origin who set it, for messages
     */
    record Setting<T>(T value, String origin) {
        Setting {
            Objects.requireNonNull(value, "value");
        }
    }

    NodeConfig(Path dataDirectory, Map<ConfigKey<?>, Setting<?>> settings, Collection<String> warnings) {
        this.dataDirectory = dataDirectory.toAbsolutePath().normalize();
        this.settings = Map.copyOf(settings);
        this.warnings = List.copyOf(warnings);
    }

    /** Starts with the defaults, and the data directory {@code ~/.bacalhau}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads settings.
     *
     * @throws ValidationException if anything is wrong with them; it names all faults
     */
    public static NodeConfig read(ConfigSources sources) {
        return new ConfigReader(sources).read();
    }

    /**
     * Reads the settings of clients alone: which node they talk to, and with which key. What is wrong with others in the same
     * file, or not known, does not keep a client from its work.
     *
     * @throws ValidationException if anything is wrong with these settings, or the file cannot be read
     */
    public static NodeConfig readForClient(ConfigSources sources) {
        return new ConfigReader(sources).readForClient();
    }

    /** Returns the directory of everything that the node keeps, absolute. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /** Returns what a key is set to, or its default. */
    @SuppressWarnings("unchecked") // a key's setting has the key's type: see put and ConfigReader
    public <T> T get(ConfigKey<T> key) {
        Setting<?> setting = settings.get(key);
        return setting == null ? key.defaultIn(dataDirectory) : (T) setting.value();
    }

    /** Returns what a key is set to, or its default, as it may stand in the environment. */
    public <T> String text(ConfigKey<T> key) {
        return key.type().text(get(key));
    }

    /** Returns who set a key, such as {@code BACALHAU_SERVER_PORT}; empty if it has its default. */
    public Optional<String> origin(ConfigKey<?> key) {
        return Optional.ofNullable(settings.get(key)).map(Setting::origin);
    }

    /** Returns what is worth telling the operator: settings without effect, and unknown variables. */
    public List<String> warnings() {
        return warnings;
    }

    /** Collects settings of a program. For one thread. */
    public static final class Builder {
        private Path dataDirectory = Path.of(System.getProperty("user.home"), ".bacalhau");
        private final Map<ConfigKey<?>, Setting<?>> settings = new LinkedHashMap<>();

        private Builder() {}

        /** Sets where the node keeps everything; it is made if it is missing. */
        public Builder dataDirectory(Path value) {
            dataDirectory = value;
            return this;
        }

        /**
         * Sets a key.
         *
         * @throws IllegalArgumentException if the value is out of the key's range
         */
        public <T> Builder set(ConfigKey<T> key, T value) {
            // What cannot be written and read again could not be set by any other way either.
            try {
                key.type().read(key.type().write(value), new ValueType.Places(dataDirectory, dataDirectory));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        key.name() + ": wrong value \"" + key.type().text(value) + "\"; give "
                                + key.type().expected(),
                        e);
            }
            settings.put(key, new Setting<>(value, "the program"));
            return this;
        }

        /** Builds the settings. */
        public NodeConfig build() {
            return new NodeConfig(dataDirectory, settings, List.of());
        }
    }
}
