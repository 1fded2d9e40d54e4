package org.bacalhau.core.store;

import org.bacalhau.core.model.ExecutionId;

/** One change of a compute node's state. Immutable. */
public sealed interface ExecutionChange {
    /** An execution is new or has moved. */
    record Put(LocalExecution execution) implements ExecutionChange {}

    /** An execution has ended and everybody who must know does. */
    record Forget(ExecutionId id) implements ExecutionChange {}
}
