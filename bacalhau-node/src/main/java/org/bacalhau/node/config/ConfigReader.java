package org.bacalhau.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.node.config.NodeConfig.Setting;

/** Reads settings from all sources, the weakest first, and collects what is wrong. For one reading. */
final class ConfigReader {
    private final ConfigSources sources;
    private final Map<ConfigKey<?>, Setting<?>> settings = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    ConfigReader(ConfigSources sources) {
        this.sources = sources;
    }

    NodeConfig read() {
        readEnvironment();
        sources.flags()
                .forEach(flag -> ConfigKeys.find(flag.key()).ifPresent(key -> set(key, flag.value(), flag.origin())));
        if (!faults.isEmpty()) {
            throw new ValidationException("configuration", faults);
        }
        return new NodeConfig(sources.dataDirectory(), settings, warnings);
    }

    private void readEnvironment() {
        for (ConfigKey<?> key : ConfigKeys.all()) {
            key.environmentNames().stream()
                    .filter(name ->
                            !sources.environment().getOrDefault(name, "").isBlank())
                    .findFirst()
                    .ifPresent(name ->
                            set(key, ConfigValue.of(sources.environment().getOrDefault(name, "")), name));
        }
    }

    private <T> void set(ConfigKey<T> key, ConfigValue value, String origin) {
        try {
            settings.put(key, new Setting<>(key.type().read(value, sources.places()), origin));
        } catch (IllegalArgumentException e) {
            faults.add(new Fault(
                    key.name(),
                    value.text(),
                    "wrong value, set by " + origin,
                    "give " + key.type().expected()));
        }
    }
}
