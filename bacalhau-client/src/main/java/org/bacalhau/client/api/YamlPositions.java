package org.bacalhau.client.api;

import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.core.model.Fault;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Tells where in a text the parts of a job are. Immutable. */
final class YamlPositions {
    private static final Pattern STEP = Pattern.compile("\\[(\\d{1,9})]|([^.\\[\\]]+)");

    private final @Nullable Node root;

    private YamlPositions(@Nullable Node root) {
        this.root = root;
    }

    /** Reads a text; nothing is known of one that is JSON but not YAML. */
    static YamlPositions of(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(JsonSettings.DEEPEST);
        options.setCodePointLimit(JobFiles.LONGEST);
        try {
            return new YamlPositions(new Yaml(options).compose(new StringReader(yaml)));
        } catch (YAMLException tabsBetweenTokens) {
            return new YamlPositions(null);
        }
    }

    /** Returns faults with the line and column of what they are about in their paths, in the order of the text. */
    List<Fault> locate(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new Located(fault, mark(fault.path())))
                .sorted(Comparator.comparingInt(Located::index))
                .map(Located::fault)
                .toList();
    }

    private record Located(Fault original, Optional<Mark> mark) {
        int index() {
            return mark.map(Mark::getIndex).orElse(0);
        }

        Fault fault() {
            String where = mark.map(YamlPositions::describe).orElse("");
            String path = original.path().isEmpty() ? "job" : original.path();
            return where.isEmpty()
                    ? original
                    : new Fault(path + " (" + where + ")", original.value(), original.problem(), original.remedy());
        }
    }

    /** Returns a place, counted from 1 as editors do. */
    static String describe(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    /** Returns where the part is, or else the nearest part around it that is in the text. */
    private Optional<Mark> mark(String path) {
        if (root == null) {
            return Optional.empty();
        }
        Mark nearest = root.getStartMark();
        @Nullable Node node = root;
        Matcher step = STEP.matcher(path);
        while (node != null && step.find()) {
            if (step.group(1) == null && node instanceof MappingNode map) {
                @Nullable NodeTuple entry = entry(map, step.group(2));
                node = entry == null ? null : entry.getValueNode();
                nearest = entry == null ? nearest : entry.getKeyNode().getStartMark();
            } else if (step.group(1) != null && node instanceof SequenceNode list) {
                int index = Integer.parseInt(step.group(1));
                node = index < list.getValue().size() ? list.getValue().get(index) : null;
                nearest = node == null ? nearest : node.getStartMark();
            } else {
                node = null;
            }
        }
        return Optional.of(nearest);
    }

    private static @Nullable NodeTuple entry(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equalsIgnoreCase(key))
                .findFirst()
                .orElse(null);
    }
}
