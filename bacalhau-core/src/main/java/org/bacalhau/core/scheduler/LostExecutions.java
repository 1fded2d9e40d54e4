package org.bacalhau.core.scheduler;

import org.bacalhau.core.model.Execution;

/** Gives up executions whose nodes were removed or are not heard for too long (job-lifecycle.md §18, 9). Stateless. */
final class LostExecutions {
    private LostExecutions() {}

    /** Stops them, and has the job looked at again when the next node's time is up. */
    static void stop(PlanDraft draft, NodeDirectory directory) {
        for (Execution execution : draft.active()) {
            if (draft.hasPassed(directory.lostAt(execution.nodeId()))) {
                draft.stop(execution, StopReason.nodeLost(draft.now()));
            }
        }
    }
}
