package org.bacalhau.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML and remembers where everything stands in it. Stateless. */
final class ConfigTree {
    private static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 50;

    /**
     * A part of the text.
     *
     * @param place where it begins: {@code line 3, column 5}
     */
    sealed interface Part {
        String place();
    }

    /** A map; names come as they were written. */
    record MapPart(String place, List<Entry> entries) implements Part {}

    /** A value that is no map. */
    record ValuePart(String place, ConfigValue value) implements Part {}

    /**
     * An entry of a map.
     *
     * @param place where its name stands
     */
    record Entry(String place, String name, Part part) {}

    private ConfigTree() {}

    /**
     * Reads a text.
     *
     * @return its only document; null if there is none
     * @throws IllegalArgumentException if it is not YAML; the message says where and why
     */
    static @Nullable Part read(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(yaml));
            return root == null ? null : part(root, 0);
        } catch (MarkedYAMLException e) {
            throw new IllegalArgumentException(
                    (e.getProblemMark() == null ? "" : place(e.getProblemMark()) + ": ") + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is not YAML
     */
    static ConfigValue parse(String yaml) {
        Part part = read(yaml);
        return part == null ? ConfigValue.of("") : value(part);
    }

    /** Returns a part as a value, whatever stands in it. */
    static ConfigValue value(Part part) {
        if (part instanceof ValuePart leaf) {
            return leaf.value();
        }
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        ((MapPart) part).entries().forEach(entry -> entries.put(entry.name(), value(entry.part())));
        return new ConfigValue.Entries(entries);
    }

    private static Part part(Node node, int depth) {
        String place = place(node.getStartMark());
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(place + ": nested too deeply");
        }
        if (node instanceof ScalarNode scalar) {
            return new ValuePart(place, ConfigValue.of(isNull(scalar) ? "" : scalar.getValue()));
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigValue> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(part(item, depth + 1))));
            return new ValuePart(place, new ConfigValue.Items(items));
        }
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw new IllegalArgumentException(place + ": a name is no text");
            }
            entries.add(new Entry(place(name.getStartMark()), name.getValue(), part(tuple.getValueNode(), depth + 1)));
        }
        return new MapPart(place, entries);
    }

    private static boolean isNull(ScalarNode scalar) {
        return scalar.isPlain() && List.of("~", "null", "Null", "NULL").contains(scalar.getValue());
    }

    private static String place(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }
}
