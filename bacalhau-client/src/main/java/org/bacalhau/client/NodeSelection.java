package org.bacalhau.client;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelSelector;
import org.bacalhau.core.model.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes to list (http-api.md §9.1). Immutable.
 *
 * @param labels only nodes whose labels meet all of these
 * @param membership only nodes of this membership; null for all
 * @param connection only nodes that are connected, or not; null for all
 * @param orderBy what to sort by
 * @param reverse last first
 * @param limit how many at the most; 0 for all
 */
public record NodeSelection(
        List<LabelRequirement> labels,
        NodeState.@Nullable Membership membership,
        NodeState.@Nullable Connection connection,
        Order orderBy,
        boolean reverse,
        int limit) {
    /** All nodes, by id. */
    public static final NodeSelection ALL = new NodeSelection(List.of(), null, null, Order.ID, false, 0);

    /** What nodes are sorted by; capacities are sorted largest first. */
    public enum Order {
        ID,
        TYPE,
        AVAILABLE_CPU,
        AVAILABLE_MEMORY,
        AVAILABLE_DISK,
        AVAILABLE_GPU,
        APPROVAL,
        STATUS
    }

    public NodeSelection {
        labels = List.copyOf(labels);
        Objects.requireNonNull(orderBy, "orderBy");
        if (limit < 0) {
            throw new IllegalArgumentException("a limit of " + limit + " nodes");
        }
    }

    ApiCall call() {
        return ApiCall.get("orchestrator", "nodes")
                .with("labels", LabelSelector.format(labels))
                // Of all parameters of the API these two alone have hyphens.
                .with("filter-approval", membership == null ? "" : lower(membership))
                .with("filter-status", connection == null ? "" : lower(connection))
                .with("order_by", lower(orderBy))
                .with("reverse", reverse)
                .with("limit", limit == 0 ? "" : Integer.toString(limit));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
