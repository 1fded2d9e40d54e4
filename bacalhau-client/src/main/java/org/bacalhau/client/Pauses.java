package org.bacalhau.client;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that waits for a while. Safe for any thread. When the client closes, whoever waits is told so: a timer that simply
 * drops its work would leave its callers waiting for ever.
 */
final class Pauses implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    // As many as calls, waits and logs that are under way, each of which is bounded where it begins.
    private final Set<Pause> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Pauses(ScheduledThreadPoolExecutor timer) {
        this.timer = timer;
    }

    /**
     * Does work later.
     *
     * @param ifClosed done instead, perhaps at once, if the client closes meanwhile
     * @return done when either was done; cancelling it withdraws both
     */
    CompletableFuture<Void> later(long millis, Runnable work, Runnable ifClosed) {
        Pause pause = new Pause(work, ifClosed);
        open.add(pause);
        try {
            Future<?> planned = timer.schedule(pause::elapse, millis, TimeUnit.MILLISECONDS);
            Futures.whenDone(pause.end, (nothing, failure) -> {
                open.remove(pause);
                planned.cancel(false);
            });
            if (closed) {
                pause.endEarly();
            }
        } catch (RejectedExecutionException alreadyClosed) {
            open.remove(pause);
            pause.endEarly();
        }
        return pause.end;
    }

    /** Tells all who wait that the client is closed. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Pause::endEarly);
    }

    private static final class Pause {
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final Runnable work;
        private final Runnable ifClosed;

        private Pause(Runnable work, Runnable ifClosed) {
            this.work = work;
            this.ifClosed = ifClosed;
        }

        private void elapse() {
            end(work);
        }

        private void endEarly() {
            end(ifClosed);
        }

        private void end(Runnable by) {
            if (end.complete(null)) {
                by.run();
            }
        }
    }
}
