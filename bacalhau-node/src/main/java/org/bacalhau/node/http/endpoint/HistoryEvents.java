package org.bacalhau.node.http.endpoint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.bacalhau.client.api.HistoryMapper;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.node.http.route.TextSource;

/**
 * The history of a job as server-sent events, until the job has ended: its entries are events whose ids are their numbers, so
 * that a client that was cut off goes on where it was.
 */
final class HistoryEvents implements TextSource {
    private static final int PAGE = 100;
    private static final Duration PAUSE = Duration.ofMillis(250); // how late an event may be
    private static final int PAUSES_PER_SIGN = 60; // a sign of life each 15 seconds

    private final Requester requester;
    private final JobId job;
    private final Deque<HistoryEntry> read = new ArrayDeque<>(); // bounded by PAGE
    private long last;
    private volatile boolean closed;

    HistoryEvents(Requester requester, JobId job, long after) {
        this.requester = requester;
        this.job = job;
        this.last = after;
    }

    @Override
    public CompletionStage<Optional<String>> next() {
        return look(1);
    }

    private CompletionStage<Optional<String>> look(int looks) {
        try {
            return lookNow(looks);
        } catch (BacalhauException gone) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private CompletionStage<Optional<String>> lookNow(int looks) {
        if (closed) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (read.isEmpty()) {
            // In this order: what is written while the job ends is not missed.
            boolean ended = requester.job(job).isTerminal();
            List<HistoryEntry> page =
                    requester.history(new HistoryQuery(job, last, PAGE)).items();
            read.addAll(page);
            if (page.isEmpty() && ended) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
        }
        if (!read.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(event(read.remove())));
        }
        if (looks % PAUSES_PER_SIGN == 0) {
            return CompletableFuture.completedFuture(Optional.of(": the job goes on\n\n"));
        }
        return CompletableFuture.supplyAsync(
                        () -> looks + 1, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(this::look);
    }

    private String event(HistoryEntry entry) {
        last = entry.sequence();
        return "id: " + last + "\nevent: history\ndata: " + Json.text(HistoryMapper.toWire(entry)) + "\n\n";
    }

    @Override
    public void close() {
        closed = true;
    }
}
