package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.requester.WaitingJobs.Entry;
import org.bacalhau.core.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Has jobs looked at again once there may be room for them: once for any number of reasons to do so, the most urgent first.
 * Confined to the requester's loop.
 *
 * <p>Daemons are looked at a little later: whether one of them waits for room on some node is not known without looking, and
 * there may be room many times a second.
 */
final class WaitingReview {
    // So many are looked at before other events get their turn; the rest follows after those.
    private static final int MOST_AT_ONCE = 256;
    private static final Duration DAEMON_PAUSE = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final WaitingJobs waiting;
    private final ActiveJobs jobs;
    private final Consumer<JobId> look;
    // What is still to be looked at in this round: one of each class at most.
    private final PriorityQueue<Entry> round = new PriorityQueue<>(WaitingJobs.FIRST_COME);
    private boolean anotherRound;
    private boolean turnPlanned;
    private boolean daemonsPlanned;

    /**
     * Creates it.
     *
     * @param look evaluates a job
     */
    WaitingReview(EventLoop loop, WaitingJobs waiting, ActiveJobs jobs, Consumer<JobId> look) {
        this.loop = loop;
        this.waiting = waiting;
        this.jobs = jobs;
        this.look = look;
    }

    /** There may be room. */
    void wake() {
        if (!waiting.isEmpty()) {
            anotherRound = true;
            planTurn();
        }
        if (!daemonsPlanned && jobs.hasDaemons()) {
            daemonsPlanned = true;
            loop.schedule(DAEMON_PAUSE, this::lookAtDaemons);
        }
    }

    private void planTurn() {
        if (!turnPlanned) {
            turnPlanned = true;
            loop.execute(this::takeTurn);
        }
    }

    private void takeTurn() {
        turnPlanned = false;
        if (round.isEmpty() && anotherRound) {
            anotherRound = false;
            round.addAll(waiting.heads());
        }
        for (int i = 0; i < MOST_AT_ONCE && !round.isEmpty(); i++) {
            lookAt(round.remove());
        }
        if (!round.isEmpty() || anotherRound) {
            planTurn();
        }
    }

    // Where the first of a class does not fit, the others do not either; once it is placed, it is the next one's turn.
    private void lookAt(Entry first) {
        if (isHead(first)) {
            look.accept(first.job().id());
        }
        @Nullable Entry next = waiting.head(first);
        if (next != null && !isHead(first)) {
            round.add(next);
        }
    }

    private boolean isHead(Entry entry) {
        @Nullable Entry head = waiting.head(entry);
        return head != null && head.job().id().equals(entry.job().id());
    }

    private void lookAtDaemons() {
        daemonsPlanned = false;
        jobs.daemons().forEach(look);
    }
}
