package org.bacalhau.node.http.endpoint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.bacalhau.client.api.HistoryMapper;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.node.http.route.TextSource;

/**
 * The history of a job as server-sent events, until the job has ended: its entries are events whose ids are their numbers, so
 * that a client that was cut off goes on where it was.
 *
 * <p>What is sent is always read from the store; the requester only tells when to look again. So nothing is lost between two
 * looks, and nothing is sent twice.
 */
final class HistoryEvents implements TextSource {
    private static final int PAGE = 100;
    private static final String SIGN_OF_LIFE = ": the job goes on\n\n";

    private final Requester requester;
    private final JobId job;
    private final Executor reads;
    private final Duration quiet;
    private volatile CompletableFuture<Optional<String>> awaited = CompletableFuture.completedFuture(Optional.empty());
    private volatile boolean closed;
    // The rest is used by the one who asks.
    private final Deque<HistoryEntry> read = new ArrayDeque<>(); // bounded by PAGE
    private long last;

    /**
     * Creates the events.
     *
     * @param after the number of the last entry that is not wanted; 0 for none
     * @param reads runs what reads the store
     * @param quiet after how long without an event a sign of life is sent
     */
    HistoryEvents(Requester requester, JobId job, long after, Executor reads, Duration quiet) {
        this.requester = requester;
        this.job = job;
        this.last = after;
        this.reads = reads;
        this.quiet = quiet;
    }

    @Override
    public CompletionStage<Optional<String>> next() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        awaited = answer;
        if (closed) {
            answer.complete(Optional.empty());
        } else if (!read.isEmpty()) {
            answer.complete(Optional.of(event(read.remove())));
        } else {
            // A client that is cut off by a failure comes back for the rest.
            found().whenComplete((text, failure) -> answer.complete(failure == null ? text : Optional.empty()));
        }
        return answer;
    }

    private CompletionStage<Optional<String>> found() {
        try {
            return CompletableFuture.supplyAsync(this::look, reads).thenCompose(Function.identity());
        } catch (BacalhauException busy) {
            return CompletableFuture.failedFuture(busy);
        }
    }

    private CompletionStage<Optional<String>> look() {
        // In this order: what is written while the job ends is not missed.
        boolean ended = requester.job(job).isTerminal();
        List<HistoryEntry> page =
                requester.history(new HistoryQuery(job, last, PAGE)).items();
        if (!page.isEmpty()) {
            read.addAll(page);
            return CompletableFuture.completedFuture(Optional.of(event(read.remove())));
        }
        return ended ? CompletableFuture.completedFuture(Optional.empty()) : awaitMove();
    }

    private CompletionStage<Optional<String>> awaitMove() {
        return requester
                .awaitMove(job, last, quiet)
                .thenApply(moved -> "")
                .exceptionally(HistoryEvents::signOfLife)
                .thenComposeAsync(
                        sign -> sign.isEmpty() ? look() : CompletableFuture.completedFuture(Optional.of(sign)), reads);
    }

    private static String signOfLife(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof BacalhauException known && known.code() == ErrorCode.DEADLINE_EXCEEDED) {
            return SIGN_OF_LIFE;
        }
        throw new CompletionException(cause);
    }

    private String event(HistoryEntry entry) {
        last = entry.sequence();
        return "id: " + last + "\nevent: history\ndata: " + Json.text(HistoryMapper.toWire(entry)) + "\n\n";
    }

    @Override
    public void close() {
        closed = true;
        // Whoever closes does not wait for the job to move.
        awaited.complete(Optional.empty());
    }
}
