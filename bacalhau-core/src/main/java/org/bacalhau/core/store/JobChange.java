package org.bacalhau.core.store;

import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeId;

/** One change of the requester's state. Immutable. */
public sealed interface JobChange {
    /** A job is new, at its first revision, or has moved. */
    record PutJob(Job job) implements JobChange {}

    /** An execution is new or has moved. */
    record PutExecution(Execution execution) implements JobChange {}

    /** A step is added to a job's history. */
    record AddHistory(HistoryEntry entry) implements JobChange {}

    /** A node is new, or its membership was decided. */
    record PutNode(NodeRecord node) implements JobChange {}

    /** A node was removed by an operator. */
    record RemoveNode(NodeId node) implements JobChange {}
}
