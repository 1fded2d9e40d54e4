package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.runtime.Backoff;

/**
 * Opens the log of an execution that had not ended when it was asked for: on its node, or from the store if it has ended
 * meanwhile. Safe for any thread; one attempt at a time.
 */
final class LogOpening {
    // An execution may be on its way to its node while its log is asked for. About five seconds in all, as the original
    // waits
    // (job-lifecycle.md §12).
    private static final Backoff PATIENCE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 9);

    private final RequesterParts parts;
    private final Execution execution;
    private final Supplier<? extends CompletionStage<LogReader>> node;
    private final CompletableFuture<LogReader> answer;
    private int attempts;

    /**
     * Creates an opening that has not begun.
     *
     * @param node opens the log on the node
     * @param answer completed with the log
     */
    LogOpening(
            RequesterParts parts,
            Execution execution,
            Supplier<? extends CompletionStage<LogReader>> node,
            CompletableFuture<LogReader> answer) {
        this.parts = parts;
        this.execution = execution;
        this.node = node;
        this.answer = answer;
    }

    /** Asks the node. */
    void attempt() {
        attempts++;
        CompletionStage<LogReader> opened = opened();
        opened.whenComplete((reader, failure) -> {
            if (failure != null) {
                readStoredOrTryAgain(failure);
            } else if (!answer.complete(reader)) {
                reader.close();
            }
        });
    }

    private CompletionStage<LogReader> opened() {
        try {
            return node.get();
        } catch (BacalhauException closed) {
            return CompletableFuture.failedStage(closed);
        }
    }

    private void readStoredOrTryAgain(Throwable failure) {
        Optional<Execution> ended = parts.store().executions(execution.jobId()).stream()
                .filter(each -> each.id().equals(execution.id()) && LogSource.isStored(each))
                .findFirst();
        if (ended.isPresent()) {
            answer.complete(new StoredLogReader(ended.get().output()));
        } else if (isUnheardOf(failure) && PATIENCE.allowsRetryAfter(attempts) && !answer.isDone()) {
            parts.loop().schedule(PATIENCE.delayAfter(attempts), this::attempt);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private static boolean isUnheardOf(Throwable failure) {
        return failure instanceof BacalhauException refused && refused.code() == ErrorCode.NOT_FOUND;
    }
}
