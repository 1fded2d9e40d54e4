package org.bacalhau.core.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.scheduler.PlacementReport.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Explains a selection: judges every compute node once more, this time in words. Used within one turn of the requester's
 * loop. Looks at all requirements of each node, so that it can name the node with the fewest unmet ones.
 */
final class ReportWriter {
    // A network of thousands of nodes with labels of their own must not write a book into each job's history.
    private static final int REASONS_LISTED = 10;

    private final NodeDirectory directory;
    private final List<Requirement> requirements;
    private final CapacityCheck capacity;
    private final Map<NodeId, NodeRank> past;
    private final Map<String, Rejection> rejections = new HashMap<>();
    private final Map<String, Rejection> summary = new HashMap<>();
    private int considered;
    private int suitable;
    private @Nullable NodeId nearest;
    private Misses nearestMisses = new Misses();

    ReportWriter(NodeDirectory directory, List<Requirement> requirements, Demand demand, Map<NodeId, NodeRank> past) {
        this.directory = directory;
        this.requirements = requirements;
        capacity = new CapacityCheck(directory.loads(), demand.asked());
        this.past = past;
    }

    PlacementReport report(int wanted) {
        for (NodeState node : directory.all()) {
            @Nullable ComputeInfo compute = node.info().compute();
            if (compute != null) {
                consider(node, compute);
            }
        }
        int requested = wanted == Integer.MAX_VALUE ? 1 : wanted;
        String change = suitable >= requested || nearest == null
                ? ""
                : "nearest: node " + nearest.shortForm() + " would fit if "
                        + String.join(" and ", nearestMisses.remedies);
        return new PlacementReport(requested, considered, suitable, listed(), change);
    }

    private void consider(NodeState node, ComputeInfo compute) {
        considered++;
        Misses misses = missesOf(node, compute);
        if (misses.count == 0) {
            suitable++;
            return;
        }
        count(rejections, misses.reason, node.id());
        count(summary, misses.shortReason, node.id());
        if (misses.isRemediable && (nearest == null || misses.isNearerThan(nearestMisses))) {
            nearest = node.id();
            nearestMisses = misses;
        }
    }

    // Of several reasons the last counts, as in the original; but a node that cannot be reached at all is just that.
    private Misses missesOf(NodeState node, ComputeInfo compute) {
        Misses misses = new Misses();
        for (Requirement requirement : requirements) {
            if (requirement.points(node, compute) < 0) {
                misses.add(
                        requirement.reason(node, compute),
                        requirement.shortReason(node, compute),
                        requirement.remedies(node, compute));
            } else if (requirement instanceof KnownCapacity) {
                capacity.check(directory.slotOf(node.id()), compute, misses);
            }
        }
        @Nullable NodeRank before = past.get(node.id());
        if (before != null && !before.isSuitable()) {
            misses.addWithoutRemedy(before.reason());
        }
        if (node.membership() != Membership.APPROVED) {
            misses.addUnreachable("node is not approved", "it were approved");
        }
        if (node.connection() != Connection.CONNECTED) {
            misses.addUnreachable("node is not connected", "it were connected");
        }
        return misses;
    }

    private static void count(Map<String, Rejection> rejections, String reason, NodeId node) {
        rejections.merge(
                reason,
                new Rejection(reason, 1, node),
                (first, more) -> new Rejection(reason, first.nodes() + 1, first.example()));
    }

    private List<Rejection> listed() {
        List<Rejection> all = new ArrayList<>((rejections.size() <= REASONS_LISTED ? rejections : summary).values());
        all.sort(Comparator.comparingInt(Rejection::nodes).reversed().thenComparing(Rejection::reason));
        if (all.size() <= REASONS_LISTED) {
            return all;
        }
        List<Rejection> listed = new ArrayList<>(all.subList(0, REASONS_LISTED - 1));
        List<Rejection> rest = all.subList(REASONS_LISTED - 1, all.size());
        int nodes = rest.stream().mapToInt(Rejection::nodes).sum();
        listed.add(
                new Rejection(rest.size() + " other reasons", nodes, rest.get(0).example()));
        return listed;
    }

    /** What one node lacks. */
    static final class Misses {
        private final List<String> remedies = new ArrayList<>();
        private String reason = "";
        private String shortReason = "";
        private int count;
        private boolean isReachable = true;
        private boolean isRemediable = true;

        void add(String why, String shortly, List<String> changes) {
            reason = why;
            shortReason = shortly;
            remedies.addAll(changes);
            count += Math.max(1, changes.size());
        }

        void addWithoutRemedy(String why) {
            add(why, why, List.of());
            isRemediable = false;
        }

        void addUnreachable(String why, String change) {
            add(why, why, List.of(change));
            isReachable = false;
        }

        // A change of the job is in its owner's hands, one of the network is not.
        private boolean isNearerThan(Misses other) {
            return isReachable == other.isReachable ? count < other.count : isReachable;
        }
    }
}
