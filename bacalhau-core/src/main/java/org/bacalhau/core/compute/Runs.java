package org.bacalhau.core.compute;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What waits for capacity and what runs: queue, capacity, time limits, stopping. It knows nothing of records; what it is
 * told to run it runs. Confined to the loop.
 */
final class Runs {
    /** Why nothing is run any more while {@link #isStuck}. */
    static final String STUCK =
            "this node does not run anything until engines return that ignore that they were stopped";

    private final ComputeParts parts;
    private final ComputeConfig config;
    private final Events events;
    private final CapacityTracker capacity;
    private final ExecutionQueue queue = new ExecutionQueue();
    // Bounded by the queue limit, which the bidding keeps.
    private final Map<ExecutionId, ExecutionQueue.Place> places = new LinkedHashMap<>();
    private final Tally queued = new Tally();
    // At most config.workers(). Also holds runs that were stopped and have not yet ended: they still use what they
    // took.
    private final Map<ExecutionId, RunInHand> runs = new LinkedHashMap<>();
    // Runs that were given up and have not returned: each still holds a thread. With the runs that go on they are never
    // more than config.threadsForRuns(), which are as many as the node has for runs.
    private final Set<RunInHand> abandoned = new HashSet<>();
    private boolean closed;

    /** Is told of runs, on the loop. */
    interface Events {
        /** A run is about to begin. */
        void beginning(ExecutionId id, ExecutionRunner.Run run);

        /**
         * A run got further, or ended.
         *
         * @param end how it ended; null while it goes on
         */
        void progressed(LocalExecution execution, RunInHand.Stage stage, @Nullable Outcome end);

        /** Capacity was taken or given back, or the queue has changed. */
        void loadChanged();
    }

    Runs(ComputeParts parts, Events events) {
        this.parts = parts;
        this.config = parts.config();
        this.events = events;
        this.capacity = new CapacityTracker(config.totalCapacity());
    }

    /** Gives an execution its place in the queue; it does not leave it before it is {@link #ready}. */
    void admit(LocalExecution execution) {
        places.put(execution.id(), queue.place(execution));
        queued.add(execution.allocated());
    }

    /** Has an execution run as soon as there is capacity: that it is to run is safely stored. */
    void ready(ExecutionId id) {
        ExecutionQueue.@Nullable Place place = places.get(id);
        if (place == null) {
            return;
        }
        LocalExecution execution = place.execution();
        if (isStuck()) {
            failWhatWaits();
        } else if (queue.isEmpty() && mayStart() && capacity.fits(execution.allocated())) {
            // Nobody waits, so it need not stand in the queue first.
            leaveQueueAndStart(execution);
        } else {
            queue.add(place);
            startWhatFits();
            events.loadChanged();
        }
    }

    /**
     * Takes an execution out of the queue, or stops its run.
     *
     * @return false if it neither waited nor ran
     */
    boolean withdraw(ExecutionId id) {
        ExecutionQueue.@Nullable Place place = places.remove(id);
        if (place != null) {
            queue.remove(place);
            queued.remove(place.execution().allocated());
            events.loadChanged();
            startWhatFits();
            return true;
        }
        @Nullable RunInHand run = runs.get(id);
        if (run == null) {
            return false;
        }
        run.stopBecause(null);
        stop(run);
        return true;
    }

    private void startWhatFits() {
        while (mayStart() && !queue.isEmpty()) {
            @Nullable LocalExecution next = queue.poll(capacity::fits);
            if (next == null) {
                return;
            }
            leaveQueueAndStart(next);
        }
    }

    private boolean mayStart() {
        return !closed && runs.size() < config.workers() && runs.size() + abandoned.size() < config.threadsForRuns();
    }

    private void leaveQueueAndStart(LocalExecution execution) {
        places.remove(execution.id());
        queued.remove(execution.allocated());
        start(execution);
    }

    private void start(LocalExecution execution) {
        Resources taken = capacity.take(execution.allocated());
        RunInHand run = new RunInHand(execution.withAllocated(taken), parts.loop(), this::onProgress);
        runs.put(execution.id(), run);
        Duration limit = timeLimit(execution);
        if (Timeouts.isSet(limit)) {
            run.setTimer(parts.loop().schedule(limit, () -> timeOut(run, limit)));
        }
        try {
            ExecutionRunner.Run work = parts.work().runner().prepare(run.execution(), run);
            run.started(work);
            events.beginning(run.id(), work);
            work.begin();
        } catch (RuntimeException fault) {
            parts.observer().fault("starting execution " + execution.id() + " failed", fault);
            run.ended(Ends.couldNotStart(fault, parts.loop().instant()));
        }
        events.loadChanged();
    }

    private Duration timeLimit(LocalExecution execution) {
        if (execution.job().spec().type().isLongRunning()) {
            return Duration.ZERO;
        }
        Duration limit = execution.job().task().timeouts().effectiveExecution();
        return Timeouts.isSet(limit) ? limit : config.defaultExecutionTimeout();
    }

    private void timeOut(RunInHand run, Duration limit) {
        run.stopBecause(Ends.timedOut(limit, parts.loop().instant()));
        stop(run);
    }

    private void stop(RunInHand run) {
        if (run.stop()) {
            Timer grace = parts.loop().schedule(config.stopGrace(), () -> giveUp(run));
            run.setTimer(grace);
        }
    }

    private void giveUp(RunInHand run) {
        if (runs.get(run.id()) != run || run.end() != null) {
            return;
        }
        String grace = Quantities.formatDuration(config.stopGrace());
        parts.observer()
                .fault(
                        "the run of execution " + run.id() + " was given up",
                        new IllegalStateException("it did not stop within " + grace));
        @Nullable Outcome end = run.stopOutcome();
        abandoned.add(run);
        finish(run, end == null ? null : Ends.givenUp(end, grace, parts.loop().instant()));
        if (isStuck()) {
            failWhatWaits();
        }
    }

    // Nobody knows when a thread is free again, so whoever waits is better off on another node.
    private void failWhatWaits() {
        List<ExecutionQueue.Place> waiting = List.copyOf(places.values());
        places.clear();
        for (ExecutionQueue.Place place : waiting) {
            queue.remove(place);
            queued.remove(place.execution().allocated());
            events.progressed(
                    place.execution(),
                    RunInHand.Stage.PREPARING,
                    Ends.stuck(parts.loop().instant()));
        }
        events.loadChanged();
    }

    private void onProgress(RunInHand run) {
        if (runs.get(run.id()) != run) {
            parts.observer().messageIgnored("end of run", run.id(), "the run was given up before");
            if (run.end() != null && abandoned.remove(run)) {
                startWhatFits();
            }
            return;
        }
        @Nullable Outcome end = run.end();
        if (end == null) {
            events.progressed(run.execution(), run.stage(), null);
        } else {
            finish(run, end);
        }
    }

    private void finish(RunInHand run, @Nullable Outcome end) {
        run.setTimer(Timer.NONE);
        runs.remove(run.id());
        capacity.giveBack(run.taken());
        if (end != null) {
            events.progressed(run.execution(), run.stage(), end);
        }
        events.loadChanged();
        startWhatFits();
    }

    /** Returns the run of an execution; null if it waits, or is not here. */
    @Nullable
    RunInHand run(ExecutionId id) {
        return runs.get(id);
    }

    /** Tells whether so many runs were given up and have not returned that nothing more can be started. */
    boolean isStuck() {
        return abandoned.size() >= config.threadsForRuns();
    }

    /**
     * Tells whether there is room for another execution: either it could start at once, or the queue is not full.
     *
     * @param promised what was bid for and is not yet in the queue
     * @param undecided how many more are being decided on
     */
    boolean hasRoomFor(Resources request, Tally promised, int undecided) {
        int waiting = queued.count() + promised.count() + undecided;
        return waiting < config.queueLimit()
                || runs.size() + waiting < config.workers()
                        && capacity.fitsBesides(queued.sum().plus(promised.sum()), request);
    }

    CapacityTracker capacity() {
        return capacity;
    }

    Tally queued() {
        return queued;
    }

    int runningCount() {
        return runs.size();
    }

    /** Starts nothing any more and has all runs stop, without a word about their ends. */
    void close() {
        closed = true;
        runs.values().forEach(run -> {
            run.setTimer(Timer.NONE);
            run.stop();
        });
    }
}
