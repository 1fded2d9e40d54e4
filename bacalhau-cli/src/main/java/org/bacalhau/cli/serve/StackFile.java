package org.bacalhau.cli.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.config.ConfigKeys;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.ConfigValue.Entries;
import org.bacalhau.node.config.ConfigValue.Items;

/**
 * Reads a file that describes the nodes of a stack: a YAML list, each entry with settings as in {@code config.yaml}, and {@code
 * Count} for several alike. Stateless.
 */
final class StackFile {
    /** The most nodes of a stack: each has some twenty threads and two files of SQLite. */
    static final int MOST_NODES = 100;

    private static final String COUNT = "Count";
    private static final int LARGEST = 1 << 20;

    private StackFile() {}

    /**
     * Reads a file.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it cannot be read or is no such list; names of settings and their
     *     values are judged later, all at once
     */
    static List<StackNode> read(Path file) {
        if (!(parsed(file) instanceof Items list)) {
            throw wrong(file, "it is no list of nodes");
        }
        List<StackNode> nodes = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            String origin = file + ", node " + (i + 1);
            if (!(list.items().get(i) instanceof Entries entry)) {
                throw wrong(file, "node " + (i + 1) + " is no map of settings");
            }
            int count = 1;
            Map<String, ConfigValue> settings = new LinkedHashMap<>();
            for (Map.Entry<String, ConfigValue> setting : entry.entries().entrySet()) {
                if (setting.getKey().equalsIgnoreCase(COUNT)) {
                    count = count(file, setting.getValue().text());
                } else {
                    flatten(setting.getKey(), setting.getValue(), settings);
                }
            }
            for (int copy = 0; copy < count; copy++) {
                nodes.add(new StackNode(origin, settings));
            }
        }
        return nodes;
    }

    private static ConfigValue parsed(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file, "it is larger than " + LARGEST + " bytes");
            }
            return ConfigValue.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw wrong(file, "it is not YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT, "--nodes \"" + file + "\": there is no such file", "check the path");
        } catch (IOException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "--nodes \"" + file + "\" cannot be read: " + e.getClass().getSimpleName(),
                    "check the path and its permissions");
        }
    }

    private static int count(Path file, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MOST_NODES) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw wrong(file, COUNT + " is \"" + text + "\", which is no number");
        }
        throw wrong(file, COUNT + " is " + text + ", and must be from 1 to " + MOST_NODES);
    }

    private static void flatten(String name, ConfigValue value, Map<String, ConfigValue> settings) {
        if (value instanceof Entries group && ConfigKeys.find(name).isEmpty()) {
            group.entries().forEach((inner, entry) -> flatten(name + "." + inner, entry, settings));
        } else {
            settings.put(name, value);
        }
    }

    private static BacalhauException wrong(Path file, String problem) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                "--nodes \"" + file + "\": " + problem,
                "write a list such as \"- {Count: 2, Node: {Type: compute, Labels: {zone: eu}}}\"");
    }
}
