package org.bacalhau.core.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.Status;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.jspecify.annotations.Nullable;

/**
 * Takes questions for bids and follows each until it is answered: decides, waits for somebody's approval where a strategy
 * says so, records and reports. Confined to the loop.
 */
final class BidDesk {
    private final ComputeParts parts;
    private final ExecutionLedger ledger;
    private final Runs runs;
    private final ReportOutbox outbox;
    private final AwaitedLogs logs;
    private final Bidder bidder;
    // Questions that workers are deciding on: they count as waiting, and so are bounded by the queue limit.
    private final Map<ExecutionId, Question> undecided = new LinkedHashMap<>();
    // One for each execution that waits for approval.
    private final Map<ExecutionId, Timer> waiting = new HashMap<>();

    BidDesk(
            ComputeParts parts,
            ExecutionLedger ledger,
            Runs runs,
            ReportOutbox outbox,
            AwaitedLogs logs,
            Supplier<Offer> offer) {
        this.parts = parts;
        this.ledger = ledger;
        this.runs = runs;
        this.outbox = outbox;
        this.logs = logs;
        this.bidder = new Bidder(parts, offer);
    }

    /** Takes a question about an execution that is neither recorded nor lately done with. */
    void ask(AskForBid asked, CompletableFuture<Answer> answer) {
        @Nullable Question same = undecided.get(asked.executionId());
        if (same != null) {
            CompletionStage<Answer> first = same.answer;
            first.whenComplete((taken, failure) -> answer.complete(taken));
            return;
        }
        if (outbox.isPending(asked.executionId())) {
            // It was turned down, which is being reported.
            answer.complete(Answer.TAKEN);
            return;
        }
        Question question = new Question(asked, answer);
        undecided.put(asked.executionId(), question);
        bidder.decide(asked, result -> onResult(question, result));
        if (undecided.get(asked.executionId()) == question) {
            Duration limit = parts.config().negotiationTimeout();
            question.deadline = parts.loop().schedule(limit, () -> onResult(question, late(limit)));
        }
    }

    private static BidResult late(Duration limit) {
        String message = "the node could not decide on the bid within " + Quantities.formatDuration(limit);
        Failure failure = Failure.of(ErrorCode.DEADLINE_EXCEEDED, message, "ask another node");
        return new BidResult.Undecidable(failure, new IllegalStateException(message));
    }

    private void onResult(Question question, BidResult result) {
        ExecutionId id = question.asked.executionId();
        if (!undecided.remove(id, question)) {
            return;
        }
        question.deadline.cancel();
        if (result instanceof BidResult.Busy) {
            question.answer.complete(Answer.BUSY);
        } else if (result instanceof BidResult.Undecidable undecidable) {
            if (undecidable.failure().code() == ErrorCode.INTERNAL) {
                parts.observer().fault("deciding on a bid for " + id + " failed", undecidable.cause());
            }
            fail(question, Ends.undecided(undecidable.failure(), now()));
        } else {
            onDecision(question, roomChecked((BidResult.Decided) result));
        }
    }

    private BidResult.Decided roomChecked(BidResult.Decided decided) {
        if (decided.verdict() != Verdict.REJECT && runs.isStuck()) {
            return new BidResult.Decided(Verdict.REJECT, Bidder.REJECTED + Runs.STUCK, decided.resources());
        }
        if (decided.verdict() == Verdict.REJECT
                || runs.hasRoomFor(decided.resources(), ledger.promised(), undecided.size())) {
            return decided;
        }
        String reason = Bidder.REJECTED + "this node does not have room in its queue, whose limit is "
                + parts.config().queueLimit();
        return new BidResult.Decided(Verdict.REJECT, reason, decided.resources());
    }

    private void onDecision(Question question, BidResult.Decided decided) {
        if (!question.asked.waitForApproval() && decided.verdict() != Verdict.BID) {
            fail(question, Ends.rejected(decided.reason(), now()));
            return;
        }
        switch (decided.verdict()) {
            case BID -> {
                if (question.asked.waitForApproval()) {
                    bid(question, decided.resources());
                } else {
                    accept(question, decided.resources());
                }
            }
            case WAIT -> await(question, decided);
            case REJECT -> {
                logs.end(question.asked.executionId());
                question.answer.complete(Answer.TAKEN);
                outbox.send(bid(question.asked, false, decided.reason()));
            }
        }
    }

    private void bid(Question question, Resources resources) {
        LocalExecution created = record(question, LocalExecutionState.CREATED, "", resources, null);
        ledger.put(created, () -> {
            question.answer.complete(Answer.TAKEN);
            report(created);
        });
    }

    /** Reports the bid for an execution, unless it has moved on. */
    void report(LocalExecution created) {
        if (ledger.isCurrent(created)) {
            outbox.send(new Report.Bid(
                    created.id(), created.requester(), created.job().id(), true, ""));
        }
    }

    private static Report.Bid bid(AskForBid asked, boolean accepted, String reason) {
        return new Report.Bid(asked.executionId(), asked.from(), asked.job().id(), accepted, reason);
    }

    private void accept(Question question, Resources resources) {
        LocalExecution accepted = record(question, LocalExecutionState.BID_ACCEPTED, "", resources, null);
        runs.admit(accepted);
        ledger.put(accepted, () -> {
            question.answer.complete(Answer.TAKEN);
            runs.ready(accepted.id());
        });
    }

    private void await(Question question, BidResult.Decided decided) {
        LocalExecution created =
                record(question, LocalExecutionState.CREATED, decided.reason(), decided.resources(), null);
        watch(created, parts.config().negotiationTimeout());
        ledger.put(created, () -> question.answer.complete(Answer.TAKEN));
    }

    private void fail(Question question, Outcome.Failed outcome) {
        LocalExecution failed =
                record(question, LocalExecutionState.FAILED, outcome.failure().message(), Resources.ZERO, outcome);
        ledger.put(failed, () -> {
            question.answer.complete(Answer.TAKEN);
            outbox.send(new Report.Ended(failed));
        });
    }

    private LocalExecution record(
            Question question,
            LocalExecutionState state,
            String message,
            Resources resources,
            @Nullable Outcome outcome) {
        AskForBid asked = question.asked;
        return new LocalExecution(
                asked.executionId(),
                asked.from(),
                asked.job(),
                asked.waitForApproval(),
                resources,
                new Status<>(state, message),
                outcome,
                1,
                now(),
                now());
    }

    private Instant now() {
        return parts.loop().instant();
    }

    // Waiting for approval.

    /** Tells whether an execution waits for somebody's approval of its bid; its record says so in its message. */
    static boolean isWaiting(LocalExecution execution) {
        return execution.state() == LocalExecutionState.CREATED
                && execution.status().message().startsWith(Bidder.WAITING);
    }

    /** Has an execution that waits turned down after a while. */
    void watch(LocalExecution created, Duration limit) {
        waiting.put(created.id(), parts.loop().schedule(limit, () -> {
            String bound = Quantities.formatDuration(parts.config().negotiationTimeout());
            turnDown(created, Bidder.REJECTED + "nobody approved of it within " + bound);
        }));
    }

    /** Answers for every execution of the job that waits; returns how many there were. */
    int decideWaiting(JobId job, BidDecision decision) {
        List<LocalExecution> concerned = new ArrayList<>();
        for (ExecutionId id : waiting.keySet()) {
            @Nullable LocalExecution execution = ledger.get(id);
            if (execution != null && execution.job().id().equals(job)) {
                concerned.add(execution);
            }
        }
        for (LocalExecution execution : concerned) {
            switch (decision.verdict()) {
                case BID -> approve(execution);
                case REJECT -> turnDown(execution, Bidder.REJECTED + "this node does not " + decision.reason());
                case WAIT -> throw new IllegalArgumentException("to wait is no answer for a bid that waits");
            }
        }
        return concerned.size();
    }

    private void approve(LocalExecution execution) {
        settle(execution.id());
        LocalExecution approved = execution.withMessage("", now());
        ledger.put(approved, () -> report(approved));
    }

    private void turnDown(LocalExecution execution, String reason) {
        settle(execution.id());
        LocalExecution cancelled = execution.withState(LocalExecutionState.CANCELLED, reason, null, now());
        ledger.endAndForget(
                cancelled,
                () -> outbox.send(new Report.Bid(
                        execution.id(), execution.requester(), execution.job().id(), false, reason)));
    }

    /** An execution no longer waits for approval, for whatever reason. */
    void settle(ExecutionId id) {
        @Nullable Timer timer = waiting.remove(id);
        if (timer != null) {
            timer.cancel();
        }
    }

    // Questions in hand.

    /**
     * Drops a question that is being decided on.
     *
     * @return false if there is none
     */
    boolean withdraw(ExecutionId id) {
        @Nullable Question question = undecided.remove(id);
        if (question == null) {
            return false;
        }
        question.deadline.cancel();
        question.answer.complete(Answer.TAKEN);
        return true;
    }

    /** Answers nobody any more; what was asked is to be asked again. */
    void close() {
        waiting.values().forEach(Timer::cancel);
        waiting.clear();
        undecided.values().forEach(question -> {
            question.deadline.cancel();
            question.answer.complete(Answer.BUSY);
        });
        undecided.clear();
    }

    boolean isUndecided(ExecutionId id) {
        return undecided.containsKey(id);
    }

    /** Tells whether a bid is being decided on that this requester asked for. */
    boolean isUndecided(ExecutionId id, NodeId requester) {
        @Nullable Question question = undecided.get(id);
        return question != null && question.asked.from().equals(requester);
    }

    /** Returns the questions that are being decided on. */
    Collection<AskForBid> undecided() {
        return undecided.values().stream().map(question -> question.asked).toList();
    }

    private static final class Question {
        private final AskForBid asked;
        private final CompletableFuture<Answer> answer;
        private Timer deadline = Timer.NONE;

        private Question(AskForBid asked, CompletableFuture<Answer> answer) {
            this.asked = asked;
            this.answer = answer;
        }
    }
}
