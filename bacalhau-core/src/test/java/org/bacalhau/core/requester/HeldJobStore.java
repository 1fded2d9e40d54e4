package org.bacalhau.core.requester;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.ReadThroughJobStore;

/**
 * A job store whose commits the test holds open, lets through or has fail. At first all go through at once. Readers see
 * only what was let through. For the test's thread.
 */
public final class HeldJobStore extends ReadThroughJobStore {
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final List<List<JobChange>> commits = new ArrayList<>();
    private boolean holding;
    private boolean throwing;
    private boolean full;
    private boolean refusing;

    /** Holds what is committed from now on. */
    void hold() {
        holding = true;
    }

    /** Has {@link #commit} and the reading at start throw from now on. */
    public void breakDown() {
        throwing = true;
    }

    /** Returns how many commits are held. */
    int held() {
        return held.size();
    }

    /** Returns every commit so far, in order. */
    List<List<JobChange>> commits() {
        return commits;
    }

    /** Lets the oldest held commit through. */
    void release() {
        Held oldest = held.remove();
        safe().commit(oldest.changes);
        oldest.safe.complete(null);
    }

    /** Lets through what is held, and what is committed from now on. */
    void releaseAll() {
        holding = false;
        while (!held.isEmpty()) {
            release();
        }
    }

    /** Has the oldest held commit fail as on a broken disk. */
    void fail() {
        held.remove().safe.completeExceptionally(broken());
    }

    /** Has what is held fail as on a full disk, and what is committed from now on. */
    void fillUp() {
        holding = false;
        full = true;
        refusing = true;
        while (!held.isEmpty()) {
            held.remove().safe.completeExceptionally(diskFull());
        }
    }

    /** Has what is held fail as what cannot be stored. */
    void refuseHeld() {
        holding = false;
        refusing = true;
        while (!held.isEmpty()) {
            held.remove()
                    .safe
                    .completeExceptionally(BacalhauException.of(ErrorCode.INVALID_ARGUMENT, "unstorable", "change it"));
        }
    }

    /** Makes room on the full disk. */
    void makeRoom() {
        full = false;
    }

    @Override
    public CompletionStage<Void> resume() {
        if (full) {
            return CompletableFuture.failedStage(diskFull());
        }
        refusing = false;
        return CompletableFuture.completedStage(null);
    }

    private static BacalhauException diskFull() {
        return BacalhauException.of(ErrorCode.STORAGE_FULL, "the disk is full", "make room");
    }

    private static BacalhauException broken() {
        return new BacalhauException(new Failure(ErrorCode.INTERNAL, "the disk is broken", "replace it", false));
    }

    @Override
    public CompletionStage<Void> commit(List<JobChange> changes) {
        if (throwing) {
            throw broken();
        }
        commits.add(changes);
        if (refusing) {
            return CompletableFuture.failedStage(diskFull());
        }
        if (!holding) {
            return safe().commit(changes);
        }
        Held commit = new Held(List.copyOf(changes), new CompletableFuture<>());
        held.add(commit);
        return commit.safe;
    }

    @Override
    public List<JobSnapshot> activeJobs() {
        if (throwing) {
            throw broken();
        }
        return super.activeJobs();
    }

    private record Held(List<JobChange> changes, CompletableFuture<Void> safe) {}
}
