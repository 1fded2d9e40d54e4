package org.bacalhau.core.observe;

import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.store.LocalExecution;

/** Is told what happens on a node. Every method does nothing unless overridden. */
public interface NodeObserver {
    /** An observer that ignores everything. */
    NodeObserver NONE = new NodeObserver() {};

    /** A job was accepted or has moved. */
    default void jobMoved(Job job) {}

    /** The requester planned an execution, or it has moved. */
    default void executionMoved(Execution execution) {}

    /** An execution has moved on this compute node. */
    default void localExecutionMoved(LocalExecution execution) {}

    /** A node is new, has changed what it offers, or its membership or connection has changed. */
    default void nodeChanged(NodeState node) {}

    /**
     * A message from another node was ignored: late, doubled or about something unknown.
     *
     * @param message its name
     * @param executionId what it was about
     * @param why in a few words
     */
    default void messageIgnored(String message, ExecutionId executionId, String why) {}

    /** Something failed that no job or caller can be told about. */
    default void fault(String what, Throwable cause) {}

    /** So many facts could not be told, since this observer was too slow. */
    default void factsLost(long count) {}
}
