package org.bacalhau.core.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.model.Resources;

/**
 * Says in words what {@link NodeLoads#fits} decides: whether a job exceeds what a node gives to one job, or to all it has.
 * Used within one turn of the requester's loop.
 */
final class CapacityCheck {
    private static final List<String> NAMES = List.of("CPU", "Memory", "Disk", "GPU");
    private static final List<String> NAMES_IN_REASONS = List.of("CPU", "memory", "disk", "GPUs");

    private final NodeLoads loads;
    private final Resources asked;

    CapacityCheck(NodeLoads loads, Resources asked) {
        this.loads = loads;
        this.asked = asked;
    }

    /** Adds what keeps the job from the node at a place. */
    void check(int slot, ComputeInfo compute, ReportWriter.Misses misses) {
        Resources most = compute.maxJobRequirements();
        Resources unsubscribed = loads.unsubscribed(slot);
        boolean isTooBusy = false;
        List<String> tooLarge = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        for (int kind = 0; kind < NodeLoads.KINDS; kind++) {
            long amount = NodeLoads.amount(asked, kind);
            long perJob = most.isZero() ? Long.MAX_VALUE : NodeLoads.amount(most, kind);
            long unused = NodeLoads.amount(unsubscribed, kind);
            isTooBusy |= amount > unused;
            if (amount > perJob) {
                tooLarge.add("more " + NAMES_IN_REASONS.get(kind) + " (" + text(kind, amount)
                        + ") than the maximum available (" + text(kind, perJob) + ")");
            }
            if (amount > Math.min(perJob, unused)) {
                remedies.add(NAMES.get(kind) + " were at most " + text(kind, Math.min(perJob, unused)) + " (asked: "
                        + text(kind, amount) + ")");
            }
        }
        // A job that is too large for an idle node is not refused because the node is busy.
        if (!tooLarge.isEmpty()) {
            String reason = "job requires " + String.join(" and ", tooLarge);
            misses.add(reason, reason, remedies);
        } else if (isTooBusy) {
            misses.add(busy(slot), "node busy", remedies);
        }
    }

    private String busy(int slot) {
        Resources queued = loads.queued(slot);
        return "node busy with available capacity " + loads.available(slot)
                + (queued.isZero() ? "" : " and queue capacity " + queued);
    }

    private static String text(int kind, long amount) {
        return switch (kind) {
            case 0 -> Quantities.formatCpu(amount);
            case 3 -> Long.toString(amount);
            default -> Quantities.formatBytes(amount);
        };
    }
}
