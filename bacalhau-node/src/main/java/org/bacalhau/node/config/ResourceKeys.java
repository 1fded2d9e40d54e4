package org.bacalhau.node.config;

import java.util.List;
import java.util.Optional;

/**
 * The four keys of one set of resources. Immutable.
 *
 * @param cpuMillis thousandths of a processor core
 * @param memoryBytes main memory
 * @param diskBytes disk space
 * @param gpus number of graphics processors
 */
public record ResourceKeys(
        ConfigKey<Optional<Long>> cpuMillis,
        ConfigKey<Optional<Long>> memoryBytes,
        ConfigKey<Optional<Long>> diskBytes,
        ConfigKey<Optional<Long>> gpus) {

    /** Tells whether any of the four is set. */
    public boolean isAnySetIn(NodeConfig config) {
        return all().stream().anyMatch(key -> config.origin(key).isPresent());
    }

    /** Returns the four keys. */
    List<ConfigKey<Optional<Long>>> all() {
        return List.of(cpuMillis, memoryBytes, diskBytes, gpus);
    }

    static ResourceKeys of(String group, String whose, String cpu, String memory) {
        return new ResourceKeys(
                key(group + ".CPU", ValueTypes.cpuMillis(), cpu, "processor cores of " + whose),
                key(group + ".Memory", ValueTypes.bytes(), memory, "memory of " + whose),
                key(group + ".Disk", ValueTypes.bytes(), "", "disk space of " + whose),
                key(group + ".GPU", ValueTypes.gpus(), "", "GPUs of " + whose));
    }

    private static ConfigKey<Optional<Long>> key(
            String name, ValueType<Long> type, String defaultText, String description) {
        return ConfigKey.of(name, ValueTypes.optional(type), defaultText, description);
    }
}
