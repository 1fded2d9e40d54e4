package org.bacalhau.core.scheduler;

/**
 * Keeps the best few of many nodes: a heap of primitive values with the poorest on top. Used by one thread, for one
 * ranking.
 */
final class TopNodes {
    private final double[] scores;
    private final int[] slots;
    private int size;

    /** Makes room for {@code wanted} nodes, at least one. */
    TopNodes(int wanted) {
        scores = new double[wanted];
        slots = new int[wanted];
    }

    /** Takes a node if it is among the best so far. */
    void offer(double score, int slot) {
        if (size < scores.length) {
            siftUp(size++, score, slot);
        } else if (score > scores[0]) {
            siftDown(score, slot);
        }
    }

    /** Takes all nodes out and returns their places, the best first. */
    int[] drain() {
        int[] best = new int[size];
        while (size > 0) {
            best[size - 1] = slots[0];
            size--;
            siftDown(scores[size], slots[size]);
        }
        return best;
    }

    private void siftUp(int start, double score, int slot) {
        int at = start;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (scores[parent] <= score) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        scores[at] = score;
        slots[at] = slot;
    }

    private void siftDown(double score, int slot) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && scores[child + 1] < scores[child]) {
                child++;
            }
            if (scores[child] >= score) {
                break;
            }
            move(child, at);
            at = child;
        }
        scores[at] = score;
        slots[at] = slot;
    }

    private void move(int from, int to) {
        scores[to] = scores[from];
        slots[to] = slots[from];
    }
}
