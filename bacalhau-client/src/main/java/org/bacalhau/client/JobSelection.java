package org.bacalhau.client;

import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelSelector;

/**
 * Which jobs to list (http-api.md §7.2). Immutable.
 *
 * @param namespace only jobs of this namespace; empty for all
 * @param labels only jobs whose labels meet all of these
 * @param orderBy what to sort by; a node of the original sorts by creation unless this is {@link Order#MODIFIED_AT}
 * @param reverse last first
 * @param pageSize how many jobs a page has, at least 1
 */
public record JobSelection(
        String namespace, List<LabelRequirement> labels, Order orderBy, boolean reverse, int pageSize) {
    /** All jobs, oldest first. */
    public static final JobSelection ALL = new JobSelection("", List.of(), Order.CREATED_AT, false, 100);

    /** What jobs are sorted by. */
    public enum Order {
        CREATED_AT("created_at"),
        MODIFIED_AT("modified_at"),
        ID("id");

        private final String wireName;

        Order(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    public JobSelection {
        Objects.requireNonNull(namespace, "namespace");
        labels = List.copyOf(labels);
        Objects.requireNonNull(orderBy, "orderBy");
        if (pageSize < 1) {
            throw new IllegalArgumentException("a page of " + pageSize + " jobs");
        }
    }

    /** Returns the same selection within one namespace. */
    public JobSelection inNamespace(String name) {
        return new JobSelection(name, labels, orderBy, reverse, pageSize);
    }

    /**
     * Returns the same selection with conditions on labels, such as {@code env=dev,!test}.
     *
     * @throws org.bacalhau.core.model.BacalhauException {@code INVALID_ARGUMENT} if that is no selector
     */
    public JobSelection withLabels(String selector) {
        return new JobSelection(namespace, LabelSelector.parse(selector), orderBy, reverse, pageSize);
    }

    /** Returns the same selection in another order. */
    public JobSelection sortedBy(Order order, boolean lastFirst) {
        return new JobSelection(namespace, labels, order, lastFirst, pageSize);
    }

    /** Returns the same selection with pages of another size. */
    public JobSelection withPagesOf(int size) {
        return new JobSelection(namespace, labels, orderBy, reverse, size);
    }

    ApiCall call(String token) {
        return ApiCall.get("orchestrator", "jobs")
                .with("namespace", namespace)
                .with("labels", LabelSelector.format(labels))
                .with("order_by", orderBy.wireName())
                .with("reverse", reverse)
                .with("limit", Integer.toString(pageSize))
                .with("next_token", token);
    }
}
