package org.bacalhau.core.compute.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.storage.StorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the inputs of one execution, several at a time. The run's worker takes one after another; idle workers of the
 * pool help it. It never waits for a helper that has not begun, so a pool that is full of runs cannot lock itself up.
 */
final class InputPreparation {
    /** The most inputs of one execution that are prepared at the same time. */
    static final int MOST_AT_ONCE = 8;

    private final Attempt attempt;
    private final RunDirectory directory;
    private final List<Input> inputs = new ArrayList<>();
    // Also stops this run's own worker while it is here: when one input fails the others are in vain.
    private final StopSignal siblings = new StopSignal();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final List<@Nullable PreparedInput> prepared = new ArrayList<>();
    private int next;
    private int helping;
    private boolean closed;
    private @Nullable StageFailure failure;

    /** An input, where to put it and what to call it when it fails. */
    private record Input(InputSource source, StorageProvider provider, String number, String name) {}

    InputPreparation(Attempt attempt, RunDirectory directory) {
        this.attempt = attempt;
        this.directory = directory;
    }

    /** Adds inputs whose providers exist; {@code kind} names the list to people, {@code prefix} its directories. */
    void add(List<InputSource> sources, String kind, String prefix, Components components) throws StageFailure {
        for (int i = 0; i < sources.size(); i++) {
            InputSource source = sources.get(i);
            String name = kind + " " + i + " (" + Causes.shorten(source.source().type()) + ", "
                    + Causes.shorten(source.target()) + ")";
            StorageProvider provider = attempt.running(doing(name), () -> components.provider(source.source()));
            inputs.add(new Input(source, provider, prefix + i, name));
            prepared.add(null);
        }
    }

    private static String doing(String name) {
        return "preparing arguments: " + name;
    }

    /**
     * Prepares everything; call once, on the run's worker. Nobody works on it any more when this returns or throws.
     *
     * @return the inputs in the order in which they were added
     * @throws StageFailure that of the first input that failed
     * @throws InterruptedException if the worker was interrupted otherwise
     */
    List<PreparedInput> prepare(Executor workers) throws StageFailure, InterruptedException {
        if (inputs.isEmpty()) {
            return List.of();
        }
        siblings.enter();
        try {
            callHelpers(workers);
            prepareRemaining();
        } finally {
            awaitHelpers();
            siblings.leave();
        }
        if (failure != null) {
            throw failure;
        }
        List<PreparedInput> all = new ArrayList<>(prepared.size());
        for (PreparedInput input : prepared) {
            if (input == null) {
                throw new InterruptedException("stopped before all inputs were prepared");
            }
            all.add(input);
        }
        return all;
    }

    private void callHelpers(Executor workers) {
        int helpers = Math.min(inputs.size(), MOST_AT_ONCE) - 1;
        try {
            for (int i = 0; i < helpers; i++) {
                workers.execute(this::help);
            }
        } catch (RejectedExecutionException e) {
            // The pool is closing or has no room: the worker prepares the inputs alone.
            return;
        }
    }

    private void help() {
        if (!beginHelping()) {
            return;
        }
        try {
            if (siblings.enter()) {
                try {
                    prepareRemaining();
                } finally {
                    siblings.leave();
                }
            }
        } finally {
            endHelping();
        }
    }

    private boolean beginHelping() {
        lock.lock();
        try {
            if (!closed) {
                helping++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void endHelping() {
        lock.lock();
        try {
            helping--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void prepareRemaining() {
        for (int index = claim(); index >= 0; index = claim()) {
            try {
                PreparedInput input = prepareOne(inputs.get(index));
                lock.lock();
                try {
                    prepared.set(index, input);
                } finally {
                    lock.unlock();
                }
            } catch (StageFailure e) {
                fail(e);
            }
        }
    }

    private int claim() {
        lock.lock();
        try {
            return siblings.isStopped() || next == inputs.size() ? -1 : next++;
        } finally {
            lock.unlock();
        }
    }

    private PreparedInput prepareOne(Input input) throws StageFailure {
        return attempt.running(
                doing(input.name), () -> input.provider.prepare(input.source, directory.createInput(input.number)));
    }

    private void fail(StageFailure cause) {
        lock.lock();
        try {
            // Later ones are mostly interrupted by the first.
            if (failure == null) {
                failure = cause;
            }
        } finally {
            lock.unlock();
        }
        siblings.stop();
    }

    // Has to wait for helpers even when interrupted: their directories are about to be removed.
    private void awaitHelpers() {
        lock.lock();
        try {
            closed = true;
            while (helping > 0) {
                try {
                    idle.await();
                } catch (InterruptedException e) {
                    siblings.stop();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
