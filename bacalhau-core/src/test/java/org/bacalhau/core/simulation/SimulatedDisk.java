package org.bacalhau.core.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.runtime.SimulatedTime;

/**
 * A disk in simulated time: what is written is safe after a while, in order, and what was not yet safe is gone after a power
 * cut. On a full disk writes fail, and go on failing until somebody asks whether there is room again. Confined to the test's
 * thread.
 *
 * @param <C> what is written
 */
final class SimulatedDisk<C> {
    private final SimulatedTime time;
    private final Random random;
    private final Consumer<List<C>> medium;
    private final ArrayDeque<Write<C>> cache = new ArrayDeque<>();
    private int incarnation;
    private boolean full;
    private boolean refusing;

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

    /** Has the disk be full from now on, or have room. */
    void setFull(boolean value) {
        full = value;
    }

    /** Takes writes again if there is room. */
    CompletionStage<Void> resume() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        int started = incarnation;
        time.schedule(Duration.ofNanos(random.nextInt(2_000_000)), () -> {
            if (started != incarnation) {
                return;
            }
            if (full) {
                answer.completeExceptionally(noRoom());
            } else {
                refusing = false;
                answer.complete(null);
            }
        });
        return answer;
    }

    private static BacalhauException noRoom() {
        return BacalhauException.of(ErrorCode.STORAGE_FULL, "the simulated disk is full", "wait");
    }

    CompletionStage<Void> write(List<C> changes) {
        if (refusing) {
            return CompletableFuture.failedStage(noRoom());
        }
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
            if (full) {
                failAll();
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

    private void failAll() {
        refusing = true;
        List<Write<C>> failed = List.copyOf(cache);
        cache.clear();
        failed.forEach(write -> write.safe.completeExceptionally(noRoom()));
    }

    /** Loses what is not yet safe. */
    void cutPower() {
        incarnation++;
        refusing = false;
        cache.clear();
    }

    private record Write<C>(List<C> changes, CompletableFuture<Void> safe) {}
}
