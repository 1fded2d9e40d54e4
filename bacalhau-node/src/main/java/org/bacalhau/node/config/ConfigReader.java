package org.bacalhau.node.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bacalhau.node.config.ConfigSources.Flag;
import org.bacalhau.node.config.NodeConfig.Setting;
import org.bacalhau.node.config.ValueType.Places;

/** Reads settings from all sources, the weakest first, and collects what is wrong. For one reading. */
final class ConfigReader {
    private static final String PREFIX = "BACALHAU_";

    // Variables of the original that are no settings (cli-config-auth.md §13).
    private static final Set<String> OTHER_VARIABLES = Set.of(
            ConfigSources.DIRECTORY_VARIABLE,
            "BACALHAU_ENVIRONMENT",
            "BACALHAU_UPDATE_CHECKER_ENDPOINT",
            "BACALHAU_UPDATE_CHECKER_TEST",
            "BACALHAU_PREFERRED_ADDRESS",
            "BACALHAU_JOB_APPROVER");

    private final ConfigSources sources;
    private final ConfigFaults faults = new ConfigFaults();
    private final Map<ConfigKey<?>, Setting<?>> settings = new LinkedHashMap<>();
    private final Map<String, String> warnings = new TreeMap<>();

    ConfigReader(ConfigSources sources) {
        this.sources = sources;
    }

    NodeConfig readForClient() {
        ConfigFile file = readAll();
        Set<String> names = new HashSet<>(Set.of(NodeKeys.KEY_PATH.name(), file.name()));
        ClientKeys.ALL.forEach(key -> names.add(key.name()));
        settings.keySet().removeIf(key -> !names.contains(key.name()));
        faults.retain(names);
        return result();
    }

    NodeConfig read() {
        readAll();
        return result();
    }

    private ConfigFile readAll() {
        ConfigFile file = new ConfigFile(sources, faults, this::set);
        file.read();
        readEnvironment();
        sources.flags().forEach(this::readFlag);
        return file;
    }

    private NodeConfig result() {
        faults.throwIfAny();
        return new NodeConfig(sources.dataDirectory(), settings, warnings.values());
    }

    private void readEnvironment() {
        Set<String> unknown = new TreeSet<>(sources.environment().keySet());
        unknown.removeIf(Predicate.not(name -> name.startsWith(PREFIX)));
        unknown.removeAll(OTHER_VARIABLES);
        for (ConfigKey<?> key : ConfigKeys.all()) {
            key.environmentNames().forEach(unknown::remove);
            key.environmentNames().stream()
                    .filter(name -> !variable(name).isBlank())
                    .findFirst()
                    .ifPresent(
                            name -> set(key, ConfigValue.of(variable(name)), "environment " + name, sources.places()));
        }
        // Not refused: what a shell exports for one version of a program reaches all others.
        unknown.forEach(name -> warnings.put(
                name, "environment variable " + name + " is no setting; did you mean " + nearestVariable(name) + "?"));
    }

    private String variable(String name) {
        return sources.environment().getOrDefault(name, "");
    }

    private static String nearestVariable(String name) {
        return NearestName.of(
                name,
                ConfigKeys.all().stream()
                        .flatMap(key -> key.environmentNames().stream())
                        .toList());
    }

    private void readFlag(Flag flag) {
        ConfigKeys.find(flag.key())
                .ifPresentOrElse(
                        key -> set(key, flag.value(), flag.origin(), sources.places()),
                        () -> faults.addUnknown(flag.key(), flag.origin()));
    }

    private <T> void set(ConfigKey<T> key, ConfigValue value, String origin, Places places) {
        if (!key.isUsed()) {
            warnings.put(key.name(), key.name() + " (" + origin + ") has no effect: " + key.description());
        }
        try {
            settings.put(key, new Setting<>(key.type().read(value, places), origin));
        } catch (IllegalArgumentException e) {
            faults.addWrong(key, value, origin);
        }
    }
}
