package org.bacalhau.cli.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.ConfigValue.Entries;
import org.bacalhau.node.config.NodeKeys;

/**
 * A node of a stack. Immutable.
 *
 * @param origin who asks for it, for messages
 * @param settings its own settings by their names
 */
record StackNode(String origin, Map<String, ConfigValue> settings) {
    StackNode {
        Objects.requireNonNull(origin, "origin");
        settings = Map.copyOf(settings);
    }

    /** Returns a node of these roles, separated by commas, without further settings. */
    static StackNode of(String origin, String roles) {
        return new StackNode(origin, Map.of(NodeKeys.TYPE.name(), ConfigValue.of(roles)));
    }

    /**
     * Adds the settings of the node, which win over all that is there.
     *
     * @param name the node's name and the value of its labels
     */
    ConfigSources applyTo(ConfigSources sources, String name) {
        ConfigSources all = sources.withFlag(NodeKeys.NAME.name(), ConfigValue.of(name), origin);
        all = all.withFlag(NodeKeys.LABELS.name(), labels(ConfigValue.of(""), name), origin);
        for (Map.Entry<String, ConfigValue> setting : settings.entrySet()) {
            boolean isLabels = setting.getKey().equalsIgnoreCase(NodeKeys.LABELS.name());
            ConfigValue value = isLabels ? labels(setting.getValue(), name) : setting.getValue();
            all = all.withFlag(setting.getKey(), value, origin);
        }
        return all;
    }

    // The labels of the original's stacks (cli-config-auth.md §12). A value that is no map is judged by its key.
    private static ConfigValue labels(ConfigValue own, String name) {
        if (!(own instanceof Entries) && !own.text().isEmpty()) {
            return own;
        }
        Map<String, ConfigValue> labels = new LinkedHashMap<>();
        if (own instanceof Entries entries) {
            labels.putAll(entries.entries());
        }
        labels.putIfAbsent("id", ConfigValue.of(name));
        labels.putIfAbsent("name", ConfigValue.of(name));
        labels.putIfAbsent("env", ConfigValue.of("devstack"));
        return new Entries(labels);
    }
}
