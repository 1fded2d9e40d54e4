package org.bacalhau.core.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.transport.NodeAnnouncement.Held;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.bacalhau.core.transport.Transport.ComputePort;
import org.jspecify.annotations.Nullable;

/**
 * The compute node's life and the parts of its state, put together. Confined to the loop unless a method says otherwise.
 */
final class ComputeLoop implements Runs.Events, ReportOutbox.Confirmations {
    private final ComputeParts parts;
    private final Availability availability;
    private final AwaitedLogs awaitedLogs = new AwaitedLogs();
    private final ExecutionLedger ledger;
    private final Runs runs;
    private final ReportOutbox outbox;
    private final BidDesk desk;
    private final Commands commands;
    private final LogDesk logs;
    private final Announcer announcer;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    // Set once, when the node takes part.
    private volatile @Nullable ComputePort port;
    private volatile boolean closed;

    ComputeLoop(ComputeParts parts) {
        this.parts = parts;
        this.availability = new Availability(parts, this::loadChanged);
        this.ledger = new ExecutionLedger(parts, this::leave, awaitedLogs::end);
        this.runs = new Runs(parts, this);
        this.outbox = new ReportOutbox(parts, this::requester, this);
        this.desk = new BidDesk(parts, ledger, runs, outbox, awaitedLogs, availability::offer);
        this.commands = new Commands(parts, ledger, desk, runs, outbox);
        this.logs = new LogDesk(ledger, desk, runs, awaitedLogs);
        this.announcer = new Announcer(parts, this::info, this::held);
    }

    // Life cycle. Called by any thread.

    /** Finds out what the node can offer, takes up what is stored, and joins the network. */
    CompletableFuture<Void> start() {
        List<LocalExecution> stored = parts.store().executions();
        parts.loop()
                .execute(() -> availability.start(() -> {
                    try {
                        takePart(stored);
                        started.complete(null);
                    } catch (RuntimeException | Error fault) {
                        started.completeExceptionally(fault);
                    }
                }));
        return started;
    }

    private void takePart(List<LocalExecution> stored) {
        if (closed) {
            throw closedFailure();
        }
        CommandReceiver receiver = new CommandReceiver(parts.loop(), commands, logs, () -> !closed);
        ComputePort opened = parts.transport().openCompute(parts.self(), receiver);
        port = opened;
        new Recovery(parts, ledger, desk, runs, outbox).takeUp(stored);
        announcer.start(opened);
    }

    void close() {
        closed = true;
        @Nullable ComputePort open = port;
        if (open != null) {
            open.close();
        }
        parts.loop().tryExecute(this::stop);
        parts.work().runner().close();
    }

    private void stop() {
        started.completeExceptionally(closedFailure());
        availability.close();
        desk.close();
        announcer.close();
        outbox.close();
        ledger.close();
        runs.close();
        awaitedLogs.close();
    }

    private void leave() {
        closed = true;
        stop();
        @Nullable ComputePort open = port;
        if (open != null) {
            open.close();
        }
    }

    private static BacalhauException closedFailure() {
        return BacalhauException.of(ErrorCode.UNAVAILABLE, "the compute node is closed", "build another one");
    }

    private RequesterEndpoint requester(NodeId node) {
        return Objects.requireNonNull(port, "started").requester(node);
    }

    // What runs tell.

    @Override
    public void beginning(ExecutionId id, ExecutionRunner.Run run) {
        awaitedLogs.begin(id, run);
    }

    @Override
    public void progressed(LocalExecution running, RunInHand.Stage stage, @Nullable Outcome end) {
        @Nullable LocalExecution known = ledger.get(running.id());
        // It was cancelled, or the node is closed and finds it as it was when it starts again.
        if (closed || known == null || known.state().isTerminal()) {
            return;
        }
        List<LocalExecution> moves = moves(known.withAllocated(running.allocated()), stage, end);
        if (!moves.isEmpty()) {
            LocalExecution last = moves.get(moves.size() - 1);
            ledger.put(moves, () -> {
                if (last.outcome() != null) {
                    outbox.send(new Report.Ended(last));
                }
            });
        }
    }

    private List<LocalExecution> moves(LocalExecution known, RunInHand.Stage stage, @Nullable Outcome end) {
        List<LocalExecution> moves = new ArrayList<>(3);
        LocalExecution current = known;
        boolean ran = stage != RunInHand.Stage.PREPARING || end instanceof Outcome.Completed;
        if (ran && current.state() == LocalExecutionState.BID_ACCEPTED) {
            current = moved(moves, current, LocalExecutionState.RUNNING, "", null);
        }
        if (stage == RunInHand.Stage.PUBLISHING && current.state() == LocalExecutionState.RUNNING) {
            current = moved(moves, current, LocalExecutionState.PUBLISHING, "", null);
        }
        if (end instanceof Outcome.Completed) {
            moved(moves, current, LocalExecutionState.COMPLETED, "", end);
        } else if (end instanceof Outcome.Failed failed) {
            moved(moves, current, LocalExecutionState.FAILED, failed.failure().message(), end);
        }
        return moves;
    }

    private LocalExecution moved(
            List<LocalExecution> moves,
            LocalExecution current,
            LocalExecutionState next,
            String message,
            @Nullable Outcome outcome) {
        LocalExecution result =
                current.withState(next, message, outcome, parts.loop().instant());
        moves.add(result);
        return result;
    }

    @Override
    public void loadChanged() {
        announcer.changed();
    }

    // What requesters say to reports.

    @Override
    public void taken(Report report) {
        done(report);
    }

    @Override
    public void notWanted(Report report) {
        @Nullable LocalExecution known = ledger.get(report.executionId());
        if (known == null || known.state().isTerminal()) {
            done(report);
        } else {
            commands.drop(known, "the requester does not want it", () -> {});
        }
    }

    private void done(Report report) {
        if (ledger.get(report.executionId()) != null) {
            ledger.forget(report.executionId(), () -> {});
        } else {
            ledger.remember(report.executionId());
        }
    }

    // What the node tells of itself.

    /** Returns what was last told of the node. Any thread. */
    NodeInfo lastTold() {
        return announcer.lastTold();
    }

    private NodeInfo info() {
        Offer offer = availability.offer();
        ComputeInfo compute = new ComputeInfo(
                offer.engines(),
                offer.publishers(),
                offer.storageSources(),
                runs.capacity().total(),
                runs.capacity().available(),
                runs.queued().sum(),
                parts.config().jobLimit(),
                runs.runningCount(),
                runs.queued().count());
        return new NodeInfo(
                parts.self(),
                parts.identity().labels(),
                compute,
                parts.identity().version());
    }

    private List<Held> held() {
        List<Held> held = new ArrayList<>();
        for (LocalExecution execution : ledger.all()) {
            if (!execution.state().isTerminal()) {
                held.add(new Held(execution.id(), execution.requester()));
            }
        }
        desk.undecided().forEach(asked -> held.add(new Held(asked.executionId(), asked.from())));
        return held;
    }

    // Approval from outside.

    int decideWaitingBids(JobId job, BidDecision decision) {
        if (closed) {
            throw closedFailure();
        }
        return desk.decideWaiting(job, decision);
    }
}
