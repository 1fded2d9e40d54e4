package org.bacalhau.core.requester;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.store.CommitQueue;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.JobStore;
import org.jspecify.annotations.Nullable;

/**
 * Carries out decisions, always in the same order: memory, store, then, once that is safe, commands, observers, waiting
 * callers and the reply. What could not be stored has none of these consequences. Confined to the requester's loop.
 */
final class DecisionInterpreter {
    private final EventLoop loop;
    private final JobStore store;
    private final CommitQueue commits;
    private final ActiveJobs jobs;
    private final WaitingJobs waiting;
    private final CommandOutbox outbox;
    private final JobWaiters waiters;
    private final NodeObserver observer;
    // One for each active job at most.
    private final Map<JobId, Review> reviews = new HashMap<>();
    private Consumer<JobId> onReviewDue = id -> {};
    private Runnable onRoom = () -> {};

    DecisionInterpreter(
            RequesterParts parts,
            CommitQueue commits,
            ActiveJobs jobs,
            WaitingJobs waiting,
            CommandOutbox outbox,
            JobWaiters waiters) {
        this.loop = parts.loop();
        this.store = parts.store();
        this.observer = parts.observer();
        this.commits = commits;
        this.jobs = jobs;
        this.waiting = waiting;
        this.outbox = outbox;
        this.waiters = waiters;
    }

    /**
     * Sets who is told of what decisions lead to.
     *
     * @param reviewDue a job is to be looked at, since its time has come
     * @param room an execution ended, so a node has room
     */
    void listen(Consumer<JobId> reviewDue, Runnable room) {
        this.onReviewDue = reviewDue;
        this.onRoom = room;
    }

    /** Carries out a decision that nobody waits for. */
    void carryOut(Decision decision) {
        carryOut(decision, () -> {}, cause -> {});
    }

    /**
     * Carries out a decision.
     *
     * @param whenSafe runs last
     * @param whenLost runs instead of everything that others can see if the decision could not be stored; told why
     */
    void carryOut(Decision decision, Runnable whenSafe, Consumer<BacalhauException> whenLost) {
        loop.checkInLoop();
        boolean freed = jobs.put(decision.before(), decision.after());
        waiting.put(decision.after(), WaitingJobs.waits(decision.after()));
        planReview(decision.after(), decision.reviewAt());
        Runnable consequences = () -> {
            if (decision.after().job().isTerminal()) {
                jobs.settled(decision.after().job().id());
            }
            decision.commands().forEach(outbox::send);
            tell(decision);
            whenSafe.run();
        };
        if (decision.changes().isEmpty()) {
            commits.awaitEarlier(consequences, whenLost);
        } else {
            commits.await(commit(decision.changes()), consequences, whenLost);
        }
        if (freed) {
            onRoom.run();
        }
    }

    /** Stores a change that belongs to no job. */
    void store(JobChange change, Runnable whenSafe, Consumer<BacalhauException> whenLost) {
        commits.await(commit(List.of(change)), whenSafe, whenLost);
    }

    /** Runs {@code action} once everything decided so far is safe, {@code whenLost} if that could not be stored. */
    void afterCommits(Runnable action, Consumer<BacalhauException> whenLost) {
        commits.awaitEarlier(action, whenLost);
    }

    /** Sends a command that follows from what was decided before, unless a later one about its execution is in hand. */
    void sendUnlessPending(Command command) {
        Runnable send = () -> {
            if (!outbox.isPending(command.executionId())) {
                outbox.send(command);
            }
        };
        afterCommits(send, cause -> {});
    }

    private CompletionStage<Void> commit(List<JobChange> changes) {
        try {
            return store.commit(changes);
        } catch (RuntimeException fault) {
            return CompletableFuture.failedStage(fault);
        }
    }

    /** Takes memory back to these jobs. */
    void reset(List<JobSnapshot> stored) {
        jobs.reset(stored);
        waiting.clear();
        reviews.values().forEach(review -> review.timer.cancel());
        reviews.clear();
    }

    private void tell(Decision decision) {
        for (JobChange change : decision.changes()) {
            if (change instanceof JobChange.PutJob put) {
                observer.jobMoved(put.job());
            } else if (change instanceof JobChange.PutExecution put) {
                observer.executionMoved(put.execution());
            }
        }
        waiters.moved(decision.after().job(), decision.after().historySize());
    }

    // A timer that is due too early only costs a look; so one is replaced only by an earlier one.
    private void planReview(JobSnapshot snapshot, @Nullable Instant reviewAt) {
        JobId id = snapshot.job().id();
        @Nullable Review planned = reviews.get(id);
        if (reviewAt == null || snapshot.job().isTerminal()) {
            cancelReview(id);
        } else if (planned == null || reviewAt.isBefore(planned.at)) {
            cancelReview(id);
            Duration delay = Duration.between(loop.instant(), reviewAt);
            Timer timer = loop.schedule(delay.isNegative() ? Duration.ZERO : delay, () -> {
                reviews.remove(id);
                onReviewDue.accept(id);
            });
            reviews.put(id, new Review(reviewAt, timer));
        }
    }

    private void cancelReview(JobId id) {
        @Nullable Review planned = reviews.remove(id);
        if (planned != null) {
            planned.timer.cancel();
        }
    }

    private record Review(Instant at, Timer timer) {}
}
