package org.bacalhau.core.compute;

import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.store.LocalExecution;
import org.jspecify.annotations.Nullable;

/** Opens logs of executions for those they belong to, at whatever stage the execution is. Confined to the loop. */
final class LogDesk {
    private final ExecutionLedger ledger;
    private final BidDesk desk;
    private final Runs runs;
    private final AwaitedLogs awaited;

    LogDesk(ExecutionLedger ledger, BidDesk desk, Runs runs, AwaitedLogs awaited) {
        this.ledger = ledger;
        this.desk = desk;
        this.runs = runs;
        this.awaited = awaited;
    }

    void open(NodeId from, LogRequest request, CompletableFuture<LogReader> answer) {
        try {
            LogReader reader = open(from, request);
            if (!answer.complete(reader)) {
                reader.close();
            }
        } catch (BacalhauException refused) {
            answer.completeExceptionally(refused);
        }
    }

    private LogReader open(NodeId from, LogRequest request) {
        ExecutionId id = request.executionId();
        @Nullable LocalExecution known = ledger.get(id);
        boolean isTheirs =
                known == null ? desk.isUndecided(id, from) : known.requester().equals(from);
        if (!isTheirs) {
            throw BacalhauException.notFound("execution", id.value());
        }
        if (known != null && known.state().isTerminal()) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT, "execution " + id + " has ended", "read its output where its end was reported");
        }
        @Nullable RunInHand run = runs.run(id);
        if (run != null && run.run() != null) {
            return run.run().openLog(request.newOnly(), request.follow());
        }
        return request.follow() ? awaited.await(id) : AwaitedLogs.nothingYet();
    }
}
