package org.bacalhau.core.requester;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
 * callers and the reply. Confined to the requester's loop.
 */
final class DecisionInterpreter {
    private static final CompletionStage<Void> SAFE = CompletableFuture.completedStage(null);

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

    /** Carries out a decision; {@code whenSafe} runs last. */
    void carryOut(Decision decision, Runnable whenSafe) {
        loop.checkInLoop();
        boolean freed = jobs.put(decision.before(), decision.after());
        waiting.put(decision.after(), WaitingJobs.waits(decision.after()));
        planReview(decision.after(), decision.reviewAt());
        commits.await(commit(decision.changes()), () -> {
            if (decision.after().job().isTerminal()) {
                jobs.settled(decision.after().job().id());
            }
            decision.commands().forEach(outbox::send);
            tell(decision);
            whenSafe.run();
        });
        if (freed) {
            onRoom.run();
        }
    }

    /** Stores a change that belongs to no job; {@code whenSafe} runs once it is safe. */
    void store(JobChange change, Runnable whenSafe) {
        commits.await(commit(List.of(change)), whenSafe);
    }

    /** Runs {@code action} once everything decided so far is safe. */
    void afterCommits(Runnable action) {
        commits.await(SAFE, action);
    }

    /** Sends a command that follows from what was decided before, unless a later one about its execution is in hand. */
    void sendUnlessPending(Command command) {
        afterCommits(() -> {
            if (!outbox.isPending(command.executionId())) {
                outbox.send(command);
            }
        });
    }

    private CompletionStage<Void> commit(List<JobChange> changes) {
        if (changes.isEmpty()) {
            return SAFE;
        }
        try {
            return store.commit(changes);
        } catch (RuntimeException fault) {
            return CompletableFuture.failedStage(fault);
        }
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
