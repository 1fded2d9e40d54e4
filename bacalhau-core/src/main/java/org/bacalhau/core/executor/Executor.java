package org.bacalhau.core.executor;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;

/**
 * Runs tasks of one type. Implementations are safe for use by several threads.
 *
 * <p>Only {@link #type} and {@link #run} must be written; the rest has sensible answers.
 */
public interface Executor extends AutoCloseable {

    /** Returns the engine type it runs, such as {@code wasm}: compared without regard to case. */
    String type();

    /**
     * Runs one execution to its end. Blocks; called once for each execution, on a thread of its own.
     *
     * <p>After a restart of the node it is called again with the same execution id; an engine whose programs outlive the
     * node continues the old run instead of starting another.
     *
     * @param request what to run, and where its output goes
     * @return the program's exit code; one other than zero is no failure
     * @throws org.bacalhau.core.model.BacalhauException if the program cannot be run or ended without an exit code; its
     *     failure says whether another try makes sense
     * @throws IOException if the engine fails for another reason; another try may succeed
     * @throws InterruptedException if it was interrupted, which is how a run is stopped
     */
    RunResult run(RunRequest request) throws IOException, InterruptedException;

    /**
     * Tells whether the engine can run anything now. Called at start and every so often; may block for a second.
     *
     * @return true unless the engine needs something that may be missing
     */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Finds faults in the engine's parameters, without touching disk or network. Called by requesters, which refuse the
     * job, and by compute nodes, which do not bid.
     *
     * @param engine the task's engine, of this type
     * @return faults with paths below the engine, such as {@code Params.Image}; empty if it is sound
     */
    default List<Fault> validate(SpecConfig engine) {
        return List.of();
    }

    /**
     * Returns inputs that the engine's parameters name and that are to be prepared besides the task's own, such as the
     * modules of a WebAssembly program. They reach {@link RunRequest#engineInputs()} in this order.
     */
    default List<InputSource> engineInputs(SpecConfig engine) {
        return List.of();
    }

    /**
     * Decides whether this node should bid for the task, beyond the checks every node makes. Called off the event loop
     * and may ask outside (say, a registry).
     *
     * @return a reason not to bid, as the words after "this node does not "; empty to bid
     * @throws IOException if it cannot be decided now; the bid fails
     * @throws InterruptedException if the node closes meanwhile
     */
    default String reasonNotToBid(Task task) throws IOException, InterruptedException {
        return "";
    }

    /** Tells whether programs of this engine outlive the node's process, so that a restarted node runs them again. */
    default boolean survivesRestart() {
        return false;
    }

    /**
     * Tells the engine whose programs it runs and which of them go on, before the first run and once in the node's life, so
     * that it can let go of what it still holds of the node's other executions. Must return at once.
     *
     * @param node the node
     * @param runAgain the executions of an earlier life of the node that will be run again
     */
    default void recover(NodeId node, Set<ExecutionId> runAgain) {}

    /** Lets go of what the engine holds. Runs were stopped before. */
    @Override
    default void close() {}
}
