package org.bacalhau.core.requester;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
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

    /** Has the oldest held commit fail. */
    void fail() {
        held.remove().safe.completeExceptionally(diskFull());
    }

    private static BacalhauException diskFull() {
        return BacalhauException.of(ErrorCode.RESOURCE_EXHAUSTED, "the disk is full", "make room");
    }

    @Override
    public CompletionStage<Void> commit(List<JobChange> changes) {
        if (throwing) {
            throw diskFull();
        }
        commits.add(changes);
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
            throw diskFull();
        }
        return super.activeJobs();
    }

    private record Held(List<JobChange> changes, CompletableFuture<Void> safe) {}
}
