package org.bacalhau.core.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bacalhau.core.runtime.SimulatedTime;

/**
 * A disk in simulated time: what is written is safe after a while, in order, and what was not yet safe is gone after a power
 * cut. Confined to the test's thread.
 *
 * @param <C> what is written
 */
final class SimulatedDisk<C> {
    private final SimulatedTime time;
    private final Random random;
    private final Consumer<List<C>> medium;
    private final ArrayDeque<Write<C>> cache = new ArrayDeque<>();
    private int incarnation;

    /**
     * Creates a disk.
     *
     * @param medium takes what is safe
     */
    SimulatedDisk(SimulatedTime time, Random random, Consumer<List<C>> medium) {
        this.time = time;
        this.random = random;
        this.medium = medium;
    }

    CompletionStage<Void> write(List<C> changes) {
        Write<C> write = new Write<>(List.copyOf(changes), new CompletableFuture<>());
        cache.add(write);
        if (cache.size() == 1) {
            sync();
        }
        return write.safe;
    }

    // One write at a time, so that they become safe in order.
    private void sync() {
        int started = incarnation;
        time.schedule(Duration.ofNanos(random.nextInt(2_000_000)), () -> {
            if (started != incarnation) {
                return;
            }
            Write<C> write = cache.remove();
            medium.accept(write.changes);
            write.safe.complete(null);
            if (!cache.isEmpty() && started == incarnation) {
                sync();
            }
        });
    }

    /** Loses what is not yet safe. */
    void cutPower() {
        incarnation++;
        cache.clear();
    }

    private record Write<C>(List<C> changes, CompletableFuture<Void> safe) {}
}
