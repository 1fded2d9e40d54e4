package org.bacalhau.node.http.endpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.bacalhau.client.api.ListNodesResponse;
import org.bacalhau.client.api.NodeMapper;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelSelector;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.Resources;
import org.bacalhau.node.http.route.Query;
import org.bacalhau.node.http.route.Refusal;
import org.jspecify.annotations.Nullable;

/** Filters and sorts the nodes (http-api.md §9.1). Immutable. */
final class NodeList {
    static final List<String> ORDERS = List.of(
            "id", "type", "available_cpu", "available_memory", "available_disk", "available_gpu", "approval", "status");

    private final ServedNode served;

    NodeList(ServedNode served) {
        this.served = served;
    }

    ListNodesResponse page(Query query) {
        Comparator<NodeState> order = order(query.text("order_by"));
        List<LabelRequirement> labels = LabelSelector.parse(String.join(",", query.all("labels")));
        String approval = query.text("filter-approval").toUpperCase(Locale.ROOT);
        String status = query.text("filter-status").toUpperCase(Locale.ROOT);
        long limit = query.number("limit");
        boolean reverse = query.flag("reverse");
        return new ListNodesResponse(
                "",
                served.nodes().stream()
                        .filter(node ->
                                approval.isEmpty() || node.membership().name().equals(approval))
                        .filter(node ->
                                status.isEmpty() || node.connection().name().equals(status))
                        .filter(node ->
                                LabelRequirement.allMatch(labels, node.info().labels()))
                        .sorted(reverse ? order.reversed() : order)
                        .limit(limit == 0 ? Long.MAX_VALUE : limit)
                        .map(NodeMapper::toWire)
                        .toList());
    }

    private static Comparator<NodeState> order(String name) {
        Comparator<NodeState> order = switch (name) {
            case "", "id" -> Comparator.comparing(NodeState::id);
            case "type" -> Comparator.comparing(node -> node.info().compute() != null);
            case "available_cpu" -> mostAvailable(Resources::cpuMillis);
            case "available_memory" -> mostAvailable(Resources::memoryBytes);
            case "available_disk" -> mostAvailable(Resources::diskBytes);
            case "available_gpu" -> mostAvailable(Resources::gpus);
            case "approval", "status" ->
                Comparator.comparing(node -> node.membership().name());
            default -> throw Refusal.unreadable("invalid order_by", "use one of " + String.join(", ", ORDERS));
        };
        return order.thenComparing(NodeState::id);
    }

    private static Comparator<NodeState> mostAvailable(ToLongFunction<Resources> amount) {
        return Comparator.<NodeState>comparingLong(node -> {
                    @Nullable ComputeInfo compute = node.info().compute();
                    return compute == null ? 0 : amount.applyAsLong(compute.availableCapacity());
                })
                .reversed();
    }
}
