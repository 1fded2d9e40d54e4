package org.bacalhau.core;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.bacalhau.core.compute.ComputeNode;
import org.bacalhau.core.compute.EventLoopComputeNode;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.requester.EventLoopRequester;
import org.bacalhau.core.requester.Requester;
import org.jspecify.annotations.Nullable;

/**
 * A node of a Bacalhau network inside this program. Safe for any thread.
 *
 * <pre>{@code
 * try (BacalhauNode node = BacalhauNode.builder().executor(new MyExecutor()).build()) {
 *     node.start();
 *     Job job = node.requester().submit(spec).join().job();
 *     Job ended = node.requester().awaitEnd(job.id(), Duration.ofMinutes(1)).join();
 * }
 * }</pre>
 *
 * <p>A node starts once and closes for good. It installs no shutdown hook: the program that embeds it closes it.
 */
public final class BacalhauNode implements AutoCloseable {
    private final NodeId id;
    private final @Nullable EventLoopRequester requester;
    private final @Nullable EventLoopComputeNode compute;
    private final CloseStack closeStack;
    private boolean started;

    BacalhauNode(
            NodeId id,
            @Nullable EventLoopRequester requester,
            @Nullable EventLoopComputeNode compute,
            CloseStack closeStack) {
        this.id = id;
        this.requester = requester;
        this.compute = compute;
        this.closeStack = closeStack;
    }

    /** Starts putting a node together. */
    public static BacalhauNodeBuilder builder() {
        return new BacalhauNodeBuilder();
    }

    /**
     * Restores what the node's stores hold and joins the network. Returns when the node takes part.
     *
     * @throws IllegalStateException if the node was started or closed before
     * @throws BacalhauException if it cannot take part; the node is then closed
     */
    public synchronized void start() {
        if (started || closeStack.isClosed()) {
            throw new IllegalStateException("node " + id + " was started or closed before");
        }
        started = true;
        try {
            if (requester != null) {
                requester.start().join();
            }
            if (compute != null) {
                compute.start().join();
            }
        } catch (CompletionException fault) {
            close();
            throw fault.getCause() instanceof RuntimeException cause ? cause : fault;
        }
    }

    /** Waits until the requester has dealt with everything that had reached it, say the announcements of compute nodes. */
    void awaitWhatArrived() {
        if (requester != null) {
            requester.settled().join();
        }
    }

    /** Returns the node's id. */
    public NodeId id() {
        return id;
    }

    /**
     * Returns the requester role.
     *
     * @throws BacalhauException {@code UNSUPPORTED} if the node was built without it
     */
    public Requester requester() {
        return Optional.ofNullable(requester).orElseThrow(() -> missing(Role.REQUESTER));
    }

    /**
     * Returns the compute role.
     *
     * @throws BacalhauException {@code UNSUPPORTED} if the node was built without it
     */
    public ComputeNode compute() {
        return Optional.ofNullable(compute).orElseThrow(() -> missing(Role.COMPUTE));
    }

    private BacalhauException missing(Role role) {
        return BacalhauException.of(
                ErrorCode.UNSUPPORTED,
                "node " + id + " does not have the role " + role,
                "build it with roles(Role." + role + ")");
    }

    /**
     * Leaves the network, stops what runs and lets go of everything, in the reverse order of the start. What was running
     * is recovered when a node starts on the same stores. Returns within seconds; may be called any number of times.
     *
     * @throws RuntimeException the first failure of a part, with those of the others suppressed; all parts were closed
     */
    @Override
    public synchronized void close() {
        closeStack.close();
    }
}
