package org.bacalhau.cli.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bacalhau.cli.output.Column;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.client.api.ApiComputeInfo;
import org.bacalhau.client.api.ApiNodeState;
import org.bacalhau.client.api.ApiResources;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Quantities;
import org.jspecify.annotations.Nullable;

/** The columns of a list of nodes (cli-config-auth.md §3.4). Stateless. */
final class NodeColumns {
    private NodeColumns() {}

    /** Returns the columns that are always there, and those of the groups. */
    static List<Column<ApiNodeState>> of(List<String> groups) {
        List<Column<ApiNodeState>> columns = new ArrayList<>(List.of(
                Column.of("id", ApiNodeState::id, node -> Texts.shortId(node.id())),
                Column.of("type", node -> node.info().nodeType()),
                Column.of("approval", ApiNodeState::membership),
                Column.of("status", node -> node.info().computeNodeInfo() == null ? "" : node.connection())));
        groups.forEach(group -> columns.addAll(group(group)));
        return columns;
    }

    private static List<Column<ApiNodeState>> group(String group) {
        return switch (group.toLowerCase(Locale.ROOT)) {
            case "labels" -> List.of(Column.of("labels", NodeColumns::labels));
            case "version" ->
                List.of(
                        Column.of(
                                "version", node -> node.info().bacalhauVersion().gitVersion()),
                        Column.of(
                                "architecture",
                                node -> node.info().bacalhauVersion().goarch()),
                        Column.of("os", node -> node.info().bacalhauVersion().goos()));
            case "features" ->
                List.of(
                        names("engines", ApiComputeInfo::executionEngines),
                        names("inputs from", ApiComputeInfo::storageSources),
                        names("outputs", ApiComputeInfo::publishers));
            case "capacity" ->
                List.of(
                        capacity("cpu", resources -> String.format(Locale.ROOT, "%.1f", resources.cpu())),
                        capacity("memory", resources -> Quantities.formatBytes(resources.memory())),
                        capacity("disk", resources -> Quantities.formatBytes(resources.disk())),
                        capacity("gpu", resources -> Long.toString(resources.gpu())));
            default ->
                throw BacalhauException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "there are no columns \"" + group + "\"",
                        "use --show with some of: labels, version, features, capacity");
        };
    }

    private static String labels(ApiNodeState node) {
        @Nullable Map<String, String> labels = node.info().labels();
        return labels == null
                ? ""
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(" "));
    }

    private static Column<ApiNodeState> names(String title, Function<ApiComputeInfo, List<String>> names) {
        return Column.of(title, node -> {
            ApiComputeInfo compute = node.info().computeNodeInfo();
            return compute == null ? "" : names.apply(compute).stream().sorted().collect(Collectors.joining(" "));
        });
    }

    private static Column<ApiNodeState> capacity(String title, Function<ApiResources, String> amount) {
        return Column.of(title, node -> {
            ApiComputeInfo compute = node.info().computeNodeInfo();
            return compute == null
                    ? ""
                    : amount.apply(compute.availableCapacity()) + " / " + amount.apply(compute.maxCapacity());
        });
    }
}
