package org.bacalhau.core.scheduler;

import java.util.List;
import java.util.function.Supplier;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.jspecify.annotations.Nullable;

/**
 * The best nodes for a job. Confined to the requester's loop.
 *
 * <p>The report is put together when it is first asked for, from the nodes as they are then: ask within the same turn of
 * the loop.
 */
public final class Selection {
    private final List<NodeId> nodes;
    private final Resources resources;
    private final Supplier<PlacementReport> reporter;
    private @Nullable PlacementReport report;

    Selection(List<NodeId> nodes, Resources resources, Supplier<PlacementReport> reporter) {
        this.nodes = List.copyOf(nodes);
        this.resources = resources;
        this.reporter = reporter;
    }

    /** Returns the nodes, the best first: at most as many as were wanted. */
    public List<NodeId> nodes() {
        return nodes;
    }

    /** Returns what the job asks for on each node. */
    public Resources resources() {
        return resources;
    }

    /** Returns how many nodes fit, and why the others do not. */
    public PlacementReport report() {
        if (report == null) {
            report = reporter.get();
        }
        return report;
    }
}
