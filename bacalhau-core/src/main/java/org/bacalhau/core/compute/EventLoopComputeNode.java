package org.bacalhau.core.compute;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.store.LocalExecution;

/**
 * A compute node whose state is owned by one event loop. Safe for any thread: what changes something is handed to the loop
 * ({@link ComputeLoop}), what reads goes to the store.
 */
public final class EventLoopComputeNode implements ComputeNode, AutoCloseable {
    private final ComputeParts parts;
    private final ComputeLoop role;

    /** Creates a compute node; {@link #start()} makes it take part. */
    public EventLoopComputeNode(ComputeParts parts) {
        this.parts = parts;
        this.role = new ComputeLoop(parts);
    }

    /**
     * Finds out which components can be used, takes up what the store holds and joins the network. Called once.
     *
     * @return completes when the node takes part, after ten seconds even if a component does not say whether it can be
     *     used; fails if the node cannot take part
     */
    public CompletableFuture<Void> start() {
        return role.start();
    }

    /**
     * Leaves the network and stops all runs. Their executions stay as they are recorded: the next start on the same store
     * goes on with them. Returns when the runner is closed; may be called any number of times.
     */
    @Override
    public void close() {
        role.close();
    }

    /** {@inheritDoc} Not older than a tenth of a second. */
    @Override
    public NodeInfo info() {
        return role.lastTold();
    }

    @Override
    public List<LocalExecution> executions() {
        return parts.store().executions();
    }

    @Override
    public Optional<LocalExecution> execution(ExecutionId id) {
        return parts.store().execution(id);
    }

    /**
     * {@inheritDoc} Waits for the node's loop, unless it is called there.
     *
     * @throws IllegalArgumentException if the decision is to wait
     * @throws BacalhauException {@code UNAVAILABLE} if the node is closed or its loop is full
     */
    @Override
    public int decideWaitingBids(JobId job, BidDecision decision) {
        if (decision.verdict() == Verdict.WAIT) {
            throw new IllegalArgumentException("to wait is no answer for a bid that waits; bid or reject");
        }
        if (parts.loop().isInLoop()) {
            return role.decideWaitingBids(job, decision);
        }
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        boolean queued = parts.loop().tryExecute(() -> {
            try {
                answer.complete(role.decideWaitingBids(job, decision));
            } catch (BacalhauException refused) {
                answer.completeExceptionally(refused);
            }
        });
        if (!queued) {
            throw BacalhauException.of(
                    ErrorCode.UNAVAILABLE, "the compute node is closed or too busy", "try again in a moment");
        }
        try {
            return answer.join();
        } catch (CompletionException refused) {
            throw refused.getCause() instanceof RuntimeException cause ? cause : refused;
        }
    }
}
