package org.bacalhau.core.scheduler;

import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.NodeId;

/**
 * Why a job was placed where it was, or why not. Immutable.
 *
 * @param requested how many executions were wanted
 * @param considered how many nodes were looked at
 * @param suitable how many of them fit
 * @param rejections why the others do not, the commonest reason first
 * @param nearestChange the smallest change to the job that would make a node fit, in words; empty if there is none or
 *     enough nodes fit
 */
public record PlacementReport(
        int requested, int considered, int suitable, List<Rejection> rejections, String nearestChange) {
    public PlacementReport {
        rejections = List.copyOf(rejections);
        Objects.requireNonNull(nearestChange, "nearestChange");
    }

    /**
     * One reason and the nodes it holds for.
     *
     * @param reason in the words of job-lifecycle.md §7
     * @param nodes how many nodes
     * @param example one of them
     */
    public record Rejection(String reason, int nodes, NodeId example) {}

    /** Returns what to do about there being too few nodes, for people; never empty. */
    public String remedy() {
        if (!nearestChange.isEmpty()) {
            return nearestChange;
        }
        if (suitable > 0 && suitable < requested) {
            return "lower the job's Count to " + suitable + ", or add nodes that fit it";
        }
        return rejections.isEmpty()
                ? "add a compute node to the network"
                : "change the job as the nodes' reasons say, or add a node that fits it";
    }

    /**
     * Returns the text of a job's failure or of its waiting, in the original's form (job-lifecycle.md §7.3) and with the
     * nearest change as its last line.
     */
    public String describe() {
        StringBuilder text = new StringBuilder("not enough nodes to run job. requested: ")
                .append(requested)
                .append(", available: ")
                .append(considered)
                .append(", suitable: ")
                .append(suitable)
                .append('.');
        for (Rejection rejection : rejections) {
            text.append("\n• ");
            if (rejection.nodes() == 1) {
                text.append("Node ").append(rejection.example().shortForm());
            } else {
                text.append(rejection.nodes()).append(" of ").append(considered).append(" nodes");
            }
            text.append(": ").append(rejection.reason());
        }
        if (!nearestChange.isEmpty()) {
            text.append("\n• ").append(nearestChange);
        }
        return text.toString();
    }
}
