package org.bacalhau.cli.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bacalhau.cli.launch.PrivateFile;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.ConfigValue.Entries;
import org.bacalhau.node.config.ConfigValue.Items;
import org.bacalhau.node.config.ConfigValue.Scalar;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A file with settings that is changed in place: everything else in it stays, with its order, its comments and what this
 * version does not know. For one thread.
 */
final class ConfigDocument {
    private static final int LARGEST = 1 << 20;

    private final MappingNode root;
    private final Resolver resolver = new Resolver();

    private ConfigDocument(MappingNode root) {
        this.root = root;
    }

    /** Returns a document without settings. */
    static ConfigDocument empty() {
        return new ConfigDocument(mapping());
    }

    /**
     * Reads a file; one that is missing or empty has no settings.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is not YAML or no map
     */
    static ConfigDocument read(Path file) {
        if (Files.notExists(file)) {
            return empty();
        }
        try {
            Node node = yaml().compose(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
            if (node == null) {
                return empty();
            }
            if (node instanceof MappingNode map) {
                return new ConfigDocument(map);
            }
            throw unusable(file, "there is no map of settings in it");
        } catch (YAMLException e) {
            throw unusable(file, String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static BacalhauException unusable(Path file, String problem) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                file + " is no file with settings: " + problem,
                "correct it, or move it away");
    }

    private static Yaml yaml() {
        LoaderOptions reading = new LoaderOptions();
        reading.setProcessComments(true);
        reading.setCodePointLimit(LARGEST);
        DumperOptions writing = new DumperOptions();
        writing.setProcessComments(true);
        writing.setDefaultFlowStyle(FlowStyle.BLOCK);
        writing.setSplitLines(false);
        return new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading);
    }

    /** Sets a key, where the file has it already or else in its group. */
    void set(String key, ConfigValue value) {
        set(root, key, node(value));
    }

    private static void set(MappingNode map, String key, Node value) {
        List<NodeTuple> entries = map.getValue();
        for (int i = 0; i < entries.size(); i++) {
            NodeTuple entry = entries.get(i);
            String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (name.equalsIgnoreCase(key)) {
                value.setInLineComments(entry.getValueNode().getInLineComments());
                entries.set(i, new NodeTuple(entry.getKeyNode(), value));
                return;
            }
            boolean isGroup = key.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ".");
            if (isGroup && !name.isEmpty()) {
                MappingNode group = entry.getValueNode() instanceof MappingNode there ? there : mapping();
                entries.set(i, new NodeTuple(entry.getKeyNode(), group));
                set(group, key.substring(name.length() + 1), value);
                return;
            }
        }
        entries.add(nested(key, value));
    }

    private static NodeTuple nested(String key, Node value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return new NodeTuple(scalar(key, Tag.STR, ScalarStyle.PLAIN), value);
        }
        MappingNode group = mapping();
        group.getValue().add(nested(key.substring(dot + 1), value));
        return new NodeTuple(scalar(key.substring(0, dot), Tag.STR, ScalarStyle.PLAIN), group);
    }

    private Node node(ConfigValue value) {
        if (value instanceof Scalar scalar) {
            // Written so that everybody reads the same type: 1234 as a number, "" and "null" as texts.
            Tag tag = resolver.resolve(NodeId.scalar, scalar.text(), true);
            return tag.equals(Tag.NULL)
                    ? scalar(scalar.text(), Tag.STR, ScalarStyle.SINGLE_QUOTED)
                    : scalar(scalar.text(), tag, ScalarStyle.PLAIN);
        }
        if (value instanceof Items items) {
            List<Node> nodes = new ArrayList<>();
            items.items().forEach(item -> nodes.add(node(item)));
            return new SequenceNode(Tag.SEQ, nodes, nodes.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        List<NodeTuple> entries = new ArrayList<>();
        ((Entries) value)
                .entries()
                .forEach((name, entry) ->
                        entries.add(new NodeTuple(scalar(name, Tag.STR, ScalarStyle.PLAIN), node(entry))));
        return new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static MappingNode mapping() {
        return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
    }

    private static ScalarNode scalar(String text, Tag tag, ScalarStyle style) {
        return new ScalarNode(tag, text, null, null, style);
    }

    /** Returns the document as YAML. */
    String text() {
        StringWriter text = new StringWriter();
        yaml().serialize(root, text);
        return text.toString();
    }

    /** Writes the document in place of a file. */
    void write(Path file) {
        try {
            PrivateFile.write(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
