package org.bacalhau.core.requester;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.bacalhau.core.model.BacalhauException;

/**
 * The answers that callers wait for, so that none waits for ever on a requester that has ended. Safe for any thread.
 */
final class OpenAnswers {
    // As many as there are calls in hand: those in the loop's queue, those whose commits are not yet safe, and waiters.
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();

    /** Returns an answer that is still to be given. */
    <T> CompletableFuture<T> open() {
        CompletableFuture<T> answer = new CompletableFuture<>();
        open.add(answer);
        CompletionStage<T> stage = answer;
        stage.whenComplete((value, failure) -> open.remove(answer));
        return answer;
    }

    /** Tells everybody who waits that nothing will come. */
    void failAll(BacalhauException cause) {
        open.forEach(answer -> answer.completeExceptionally(cause));
    }
}
