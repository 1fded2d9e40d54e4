package org.bacalhau.node.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where settings are read from. Immutable; start from {@link #ofProcess()} or {@link #of}.
 *
 * @param dataDirectory the node's data directory
 * @param file the file with settings; empty for {@code config.yaml} in the data directory, which need not exist
 * @param environment the environment
 * @param flags what flags say, which wins over all
 * @param places what relative paths of environment and flags start from
 */
public record ConfigSources(
        Path dataDirectory,
        Optional<Path> file,
        Map<String, String> environment,
        List<Flag> flags,
        ValueType.Places places) {
    /** The variable that names the data directory. */
    public static final String DIRECTORY_VARIABLE = "BACALHAU_DIR";

    /** The name of the file with settings in the data directory. */
    public static final String FILE_NAME = "config.yaml";

    private static final String DIRECTORY_NAME = ".bacalhau";

    /**
     * A setting that wins over file and environment.
     *
     * @param key the name of the key, in any case
     * @param value what it is set to
     * @param origin who says so, for messages, such as {@code --port}
     */
    public record Flag(String key, ConfigValue value, String origin) {
        public Flag {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(origin, "origin");
        }
    }

    public ConfigSources {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(places, "places");
    }

    /** Returns the sources of this process: its environment, and the directory that this names or {@code ~/.bacalhau}. */
    public static ConfigSources ofProcess() {
        return of(System.getenv(), Path.of(""), Path.of(System.getProperty("user.home")));
    }

    /** Returns the sources of a process with this environment, working directory and home directory. */
    public static ConfigSources of(Map<String, String> environment, Path working, Path home) {
        String named = environment.getOrDefault(DIRECTORY_VARIABLE, "");
        Path base = working.toAbsolutePath();
        return new ConfigSources(
                named.isBlank() ? home.resolve(DIRECTORY_NAME) : base.resolve(named),
                Optional.empty(),
                environment,
                List.of(),
                new ValueType.Places(base, home.toAbsolutePath()));
    }

    /** Returns these sources with another data directory. */
    public ConfigSources withDataDirectory(Path value) {
        return new ConfigSources(value, file, environment, flags, places);
    }

    /** Returns these sources with a file, which must exist. */
    public ConfigSources withFile(Path value) {
        return new ConfigSources(dataDirectory, Optional.of(value), environment, flags, places);
    }

    /** Returns these sources with a further flag; the last one for a key counts. */
    public ConfigSources withFlag(String key, ConfigValue value, String origin) {
        List<Flag> more = new ArrayList<>(flags);
        more.add(new Flag(key, value, origin));
        return new ConfigSources(dataDirectory, file, environment, more, places);
    }
}
