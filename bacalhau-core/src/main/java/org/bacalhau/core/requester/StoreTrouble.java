package org.bacalhau.core.requester;

import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.store.CommitQueue;
import org.bacalhau.core.store.Resumption;
import org.jspecify.annotations.Nullable;

/**
 * What the requester does when commits fail. If the store can go on, for instance when a full disk has room again, nothing
 * is decided until it does; then memory is taken back to what is stored. Otherwise the requester ends. Confined to the
 * requester's loop.
 */
final class StoreTrouble implements CommitQueue.Trouble {
    private final NodeObserver observer;
    private final Runnable end;
    private final Runnable restore;
    private final Resumption resumption;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param end ends the requester
     * @param restore takes memory back to what is stored; fails if that cannot be read
     */
    StoreTrouble(RequesterParts parts, Runnable end, Runnable restore) {
        this.observer = parts.observer();
        this.end = end;
        this.restore = restore;
        this.resumption = new Resumption(parts.loop(), parts.store()::resume, this::goOn, this::ended);
    }

    /** Tells whether nothing can be stored for now. */
    boolean isThere() {
        return resumption.cause() != null;
    }

    /**
     * Refuses a call that would change something, while nothing can be stored.
     *
     * @throws BacalhauException why nothing can be stored
     */
    void check() {
        @Nullable BacalhauException cause = resumption.cause();
        if (cause != null) {
            throw cause;
        }
    }

    void close() {
        closed = true;
        resumption.close();
    }

    @Override
    public void stored() {
        resumption.succeeded();
    }

    @Override
    public void interrupted(BacalhauException cause) {
        if (!closed && resumption.begin(cause)) {
            observer.fault("the requester decides nothing for now, since its state could not be stored", cause);
        }
    }

    private void goOn() {
        if (closed) {
            return;
        }
        try {
            restore.run();
        } catch (BacalhauException unreadable) {
            ended(unreadable);
        }
    }

    @Override
    public void ended(Throwable cause) {
        if (!closed) {
            observer.fault("the requester stops, since its state could not be stored", cause);
            end.run();
        }
    }
}
