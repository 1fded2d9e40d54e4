package org.bacalhau.core.compute;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.store.LocalExecution;
import org.jspecify.annotations.Nullable;

/**
 * The node's executions in memory and in the store, always changed together. What others can see of a change happens when
 * it is safe. Confined to the loop.
 */
final class ExecutionLedger {
    // Enough for the commands that may still be on their way.
    private static final int REMEMBERED_IDS = 16_384;

    private final NodeObserver observer;
    private final LedgerCommits commits;
    private final Consumer<ExecutionId> onEnd;
    // Not ended: bounded by queue limit and workers. Ended: until the requester confirms. In order of arrival.
    private final Map<ExecutionId, LocalExecution> executions = new LinkedHashMap<>();
    private final RecentIds forgotten = new RecentIds(REMEMBERED_IDS);
    private final Tally promised = new Tally();

    /**
     * Creates an empty ledger.
     *
     * @param onFailure runs once, on the loop, when the store cannot go on; nothing is stored any more
     * @param onEnd told of each execution that has ended or is forgotten, some of them twice
     */
    ExecutionLedger(ComputeParts parts, Runnable onFailure, Consumer<ExecutionId> onEnd) {
        this.observer = parts.observer();
        this.onEnd = onEnd;
        this.commits = new LedgerCommits(parts, executions::get, onFailure);
    }

    /** Tells whether nothing can be stored for now, so that nothing new may be taken. */
    boolean isInterrupted() {
        return commits.isInterrupted();
    }

    /** Stores nothing any more. */
    void close() {
        commits.close();
    }

    /** Takes an execution from the store. */
    void restore(LocalExecution execution) {
        account(executions.put(execution.id(), execution), execution);
    }

    @Nullable
    LocalExecution get(ExecutionId id) {
        return executions.get(id);
    }

    /** Tells whether {@code execution} is still the latest that is known of it. */
    boolean isCurrent(LocalExecution execution) {
        @Nullable LocalExecution latest = executions.get(execution.id());
        return latest != null && latest.revision() == execution.revision();
    }

    Collection<LocalExecution> all() {
        return Collections.unmodifiableCollection(executions.values());
    }

    /** Returns how much the executions want that were bid for and are not yet accepted. */
    Tally promised() {
        return promised;
    }

    boolean wasForgotten(ExecutionId id) {
        return forgotten.contains(id);
    }

    /** Remembers an execution that is not to be taken if it is ever asked for. */
    void remember(ExecutionId id) {
        forgotten.add(id);
        onEnd.accept(id);
    }

    /** Records an execution that is new or has moved; {@code whenSafe} runs last. */
    void put(LocalExecution next, Runnable whenSafe) {
        put(List.of(next), whenSafe);
    }

    /** Records several moves of one execution at once. */
    void put(List<LocalExecution> moves, Runnable whenSafe) {
        LocalExecution last = moves.get(moves.size() - 1);
        account(executions.put(last.id(), last), last);
        if (last.state().isTerminal()) {
            onEnd.accept(last.id());
        }
        commits.changed(last.id(), () -> {
            moves.forEach(observer::localExecutionMoved);
            whenSafe.run();
        });
    }

    /** Drops an execution whose end everybody knows who must. */
    void forget(ExecutionId id, Runnable whenSafe) {
        account(executions.remove(id), null);
        forgotten.add(id);
        onEnd.accept(id);
        commits.changed(id, whenSafe);
    }

    /** Records an end that nobody is to be told of, and drops the execution. */
    void endAndForget(LocalExecution ended, Runnable whenSafe) {
        forget(ended.id(), () -> {
            observer.localExecutionMoved(ended);
            whenSafe.run();
        });
    }

    /**
     * Runs {@code action} once everything recorded so far is safe.
     *
     * @param otherwise runs instead if that cannot be stored for now
     */
    void afterCommits(Runnable action, Runnable otherwise) {
        commits.afterCommits(action, otherwise);
    }

    private void account(@Nullable LocalExecution before, @Nullable LocalExecution after) {
        if (before != null && before.state() == LocalExecutionState.CREATED) {
            promised.remove(before.allocated());
        }
        if (after != null && after.state() == LocalExecutionState.CREATED) {
            promised.add(after.allocated());
        }
    }
}
