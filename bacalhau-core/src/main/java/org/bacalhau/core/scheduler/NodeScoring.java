package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.bacalhau.core.model.NodeId;

/**
 * Orders the nodes that suit a job by everything that changes from placement to placement. Confined to the requester's
 * loop. Two passes over flat arrays that are kept for the next placement; nothing is allocated for a node.
 */
final class NodeScoring {
    /** Points of a node the job has never been on. */
    static final int NEVER_TRIED = 30;

    private static final double FREE_POINTS = 80;
    private static final double QUEUE_POINTS = 20;

    private final NodeDirectory directory;
    private final int randomness;
    private final RandomGenerator random;
    private int[] past = new int[0];
    private int[] candidates = new int[0];
    private double[] free = new double[0];
    private double[] queued = new double[0];
    private int count;

    NodeScoring(NodeDirectory directory, SchedulerConfig config, RandomGenerator random) {
        this.directory = directory;
        randomness = config.rankRandomness();
        this.random = random;
    }

    /** Returns the best of the suitable nodes that have room, at most {@code wanted}, the best first. */
    List<NodeId> best(Suitability suitability, Demand demand, Map<NodeId, NodeRank> history, int wanted, Instant now) {
        grow(directory.slotCount());
        recall(history);
        collect(suitability, demand);
        int[] best = count == 0 ? new int[0] : rank(suitability, Math.min(wanted, count), now);
        forget(history);
        List<NodeId> nodes = new ArrayList<>(best.length);
        for (int slot : best) {
            nodes.add(Objects.requireNonNull(directory.at(slot)).id());
        }
        return nodes;
    }

    private void grow(int slots) {
        int known = past.length;
        if (slots > known) {
            past = Arrays.copyOf(past, slots);
            Arrays.fill(past, known, slots, NEVER_TRIED);
            candidates = new int[slots];
            free = new double[slots];
            queued = new double[slots];
        }
    }

    private void recall(Map<NodeId, NodeRank> history) {
        history.forEach((node, rank) -> {
            int slot = directory.slotOf(node);
            if (slot >= 0) {
                past[slot] = rank.points();
            }
        });
    }

    private void forget(Map<NodeId, NodeRank> history) {
        for (NodeId node : history.keySet()) {
            int slot = directory.slotOf(node);
            if (slot >= 0) {
                past[slot] = NEVER_TRIED;
            }
        }
    }

    private void collect(Suitability suitability, Demand demand) {
        NodeLoads loads = directory.loads();
        count = 0;
        for (int i = 0; i < suitability.count(); i++) {
            int slot = suitability.slot(i);
            if (past[slot] >= 0 && loads.fits(slot, demand)) {
                candidates[count] = slot;
                free[count] = loads.freeShare(slot, demand);
                queued[count] = loads.queuedShare(slot, demand);
                count++;
            }
        }
    }

    private int[] rank(Suitability suitability, int wanted, Instant now) {
        double perFree = FREE_POINTS / positive(largest(free));
        double perQueued = QUEUE_POINTS / positive(largest(queued));
        FailureMemory failures = directory.failures();
        double fading = failures.factor(now);
        long seed = random.nextLong();
        TopNodes top = new TopNodes(wanted);
        for (int i = 0; i < count; i++) {
            int slot = candidates[i];
            double score = suitability.points(slot)
                    + past[slot]
                    + perFree * free[i]
                    - perQueued * queued[i]
                    - failures.penalty(slot, fading)
                    + randomness * fraction(seed, slot);
            top.offer(score, slot);
        }
        return top.drain();
    }

    private double largest(double[] shares) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, shares[i]);
        }
        return largest;
    }

    // If nobody has any of it, then each has nothing of it and the divisor does not matter.
    private static double positive(double largest) {
        return largest > 0 ? largest : 1;
    }

    /**
     * Returns a fraction of one that looks random, by the last steps of SplitMix64: cheaper than a number drawn for each
     * node.
     */
    private static double fraction(long seed, int slot) {
        long mixed = seed + slot * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
