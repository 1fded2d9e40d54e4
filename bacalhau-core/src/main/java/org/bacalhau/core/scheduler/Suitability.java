package org.bacalhau.core.scheduler;

import java.util.Arrays;
import java.util.List;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes have what a set of requirements wants, whatever their load, and with how many points. Confined to the
 * requester's loop. Remembered from placement to placement; only nodes that changed meanwhile are judged again.
 */
final class Suitability {
    private final List<Requirement> requirements;
    private int[] pointsBySlot = new int[0];
    private int[] slots = new int[0];
    private int count;
    private long revision = -1;

    Suitability(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    /** Judges the nodes that have changed since the last call. */
    void refresh(NodeDirectory directory) {
        if (revision == directory.revision()) {
            return;
        }
        int known = pointsBySlot.length;
        pointsBySlot = Arrays.copyOf(pointsBySlot, directory.slotCount());
        for (int slot = 0; slot < pointsBySlot.length; slot++) {
            if (slot >= known || directory.changedAt(slot) > revision) {
                pointsBySlot[slot] = judge(directory.at(slot));
            }
        }
        slots = Arrays.copyOf(slots, pointsBySlot.length);
        count = 0;
        for (int slot = 0; slot < pointsBySlot.length; slot++) {
            if (pointsBySlot[slot] >= 0) {
                slots[count++] = slot;
            }
        }
        revision = directory.revision();
    }

    /** Returns how many nodes fit. */
    int count() {
        return count;
    }

    /** Returns the place of the node number {@code i} of those that fit. */
    int slot(int i) {
        return slots[i];
    }

    /** Returns the points of the node at a place. */
    int points(int slot) {
        return pointsBySlot[slot];
    }

    private int judge(@Nullable NodeState node) {
        if (node == null || !node.isSchedulable()) {
            return Requirement.UNMET;
        }
        @Nullable ComputeInfo compute = node.info().compute();
        int sum = 0;
        for (Requirement requirement : requirements) {
            int points = compute == null ? Requirement.UNMET : requirement.points(node, compute);
            if (points < 0) {
                return Requirement.UNMET;
            }
            sum += points;
        }
        return sum;
    }
}
