package org.bacalhau.core.compute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.bacalhau.core.transport.RequesterEndpoint.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Sends reports to requesters and repeats each until it is confirmed. Confined to the loop.
 *
 * <p>There is at most one report in hand for each execution: the latest. A bid that was confirmed is repeated, slowly,
 * until it is settled: the acceptance that follows it may have been lost.
 *
 * <p>Deadlines of answers are kept by one slow tick for all reports together, since nearly all are answered at once.
 */
final class ReportOutbox {
    private static final Duration TICK = Duration.ofSeconds(2);
    // Between 10 and 12 seconds.
    private static final int TICKS_TO_DEADLINE = 6;
    // Between 30 and 32 seconds.
    private static final int TICKS_TO_REMINDER = 16;

    private final NodeId self;
    private final ComputeConfig config;
    private final EventLoop loop;
    private final Function<NodeId, RequesterEndpoint> requesters;
    private final Confirmations confirmations;

    // At most one for each execution in hand or declined.
    private final Map<ExecutionId, Entry> entries = new HashMap<>();
    // Parts of the former, each in order of time.
    private final Map<ExecutionId, Entry> unanswered = new LinkedHashMap<>();
    private final Map<ExecutionId, Entry> confirmedBids = new LinkedHashMap<>();
    private long ticks;
    private boolean ticking;
    private boolean closed;

    /** Is told how reports were taken, on the loop. */
    interface Confirmations {
        /** The requester has it; there is nothing more to report. */
        void taken(Report report);

        /** The requester does not want the execution. */
        void notWanted(Report report);
    }

    ReportOutbox(ComputeParts parts, Function<NodeId, RequesterEndpoint> requesters, Confirmations confirmations) {
        this.self = parts.self();
        this.config = parts.config();
        this.loop = parts.loop();
        this.requesters = requesters;
        this.confirmations = confirmations;
    }

    /** Sends a report and forgets any earlier one about the same execution. */
    void send(Report report) {
        settle(report.executionId());
        Entry entry = new Entry(report);
        entries.put(report.executionId(), entry);
        attempt(entry);
    }

    /** Forgets a report that is confirmed by other means, or has become pointless. */
    boolean settle(ExecutionId id) {
        @Nullable Entry entry = entries.remove(id);
        if (entry == null) {
            return false;
        }
        entry.retry.cancel();
        unanswered.remove(id);
        confirmedBids.remove(id);
        return true;
    }

    boolean isPending(ExecutionId id) {
        return entries.containsKey(id);
    }

    /** Reports a confirmed bid once more now: the requester seems not to know of it. */
    void remind(ExecutionId id) {
        @Nullable Entry entry = confirmedBids.remove(id);
        if (entry != null) {
            attempt(entry);
        }
    }

    /** Sends nothing any more. */
    void close() {
        closed = true;
        entries.values().forEach(entry -> entry.retry.cancel());
        entries.clear();
        unanswered.clear();
        confirmedBids.clear();
    }

    private void attempt(Entry entry) {
        if (closed) {
            return;
        }
        entry.attempt++;
        entry.sentAt = ticks;
        int attempt = entry.attempt;
        unanswered.put(entry.report.executionId(), entry);
        startTicking();
        deliver(entry.report).whenComplete((answer, failure) -> {
            if (loop.isInLoop()) {
                onAnswer(entry, attempt, answer);
            } else {
                ReturnToLoop.with(loop, () -> onAnswer(entry, attempt, answer));
            }
        });
    }

    private CompletionStage<Answer> deliver(Report report) {
        RequesterEndpoint requester = requesters.apply(report.requester());
        ExecutionId id = report.executionId();
        if (report instanceof Report.Bid bid) {
            return requester.onBid(new RequesterEndpoint.Bid(self, id, bid.jobId(), bid.accepted(), bid.reason()));
        }
        LocalExecution ended = ((Report.Ended) report).execution();
        JobId job = ended.job().id();
        Outcome outcome = Objects.requireNonNull(ended.outcome(), "a reported end has an outcome");
        if (outcome instanceof Outcome.Completed completed) {
            return requester.onRunComplete(
                    new RequesterEndpoint.RunComplete(self, id, job, completed.published(), completed.output()));
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        return requester.onFailure(
                new RequesterEndpoint.ExecutionFailure(self, id, job, failed.failure(), failed.event()));
    }

    private void onAnswer(Entry entry, int attempt, @Nullable Answer answer) {
        ExecutionId id = entry.report.executionId();
        if (entries.get(id) != entry) {
            return;
        }
        if (answer == null || answer == Answer.BUSY) {
            if (entry.attempt == attempt && unanswered.remove(id) != null) {
                retryLater(entry);
            }
            return;
        }
        // That it took an earlier attempt is as good as that it took the last one.
        entry.retry.cancel();
        unanswered.remove(id);
        if (answer == Answer.TAKEN && entry.report instanceof Report.Bid bid && bid.accepted()) {
            entry.sentAt = ticks;
            confirmedBids.put(id, entry);
            startTicking();
            return;
        }
        entries.remove(id);
        if (answer == Answer.TAKEN) {
            confirmations.taken(entry.report);
        } else {
            confirmations.notWanted(entry.report);
        }
    }

    private void retryLater(Entry entry) {
        entry.failures++;
        entry.retry = loop.schedule(config.reportRetry().delayAfter(entry.failures), () -> {
            if (entries.get(entry.report.executionId()) == entry) {
                attempt(entry);
            }
        });
    }

    private void startTicking() {
        if (!ticking) {
            ticking = true;
            loop.schedule(TICK, this::tick);
        }
    }

    private void tick() {
        ticking = false;
        if (closed) {
            return;
        }
        ticks++;
        takeOlder(unanswered, TICKS_TO_DEADLINE).forEach(this::retryLater);
        takeOlder(confirmedBids, TICKS_TO_REMINDER).forEach(this::attempt);
        if (!unanswered.isEmpty() || !confirmedBids.isEmpty()) {
            startTicking();
        }
    }

    private List<Entry> takeOlder(Map<ExecutionId, Entry> inOrderOfTime, int age) {
        List<Entry> older = new ArrayList<>();
        Iterator<Entry> oldestFirst = inOrderOfTime.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (ticks - entry.sentAt < age) {
                break;
            }
            oldestFirst.remove();
            older.add(entry);
        }
        return older;
    }

    private static final class Entry {
        private final Report report;
        private int attempt;
        private int failures;
        private long sentAt;
        private Timer retry = Timer.NONE;

        private Entry(Report report) {
            this.report = report;
        }
    }
}
