package org.bacalhau.core.requester;

import java.util.Comparator;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.jspecify.annotations.Nullable;

/** Chooses whose log is read (job-lifecycle.md §12). Pure. */
final class LogSource {
    private LogSource() {}

    /** Returns the named execution, or the one that moved last among those that were not discarded. */
    static Execution choose(JobId job, List<Execution> executions, @Nullable ExecutionId wanted) {
        if (executions.isEmpty()) {
            throw BacalhauException.of(
                    ErrorCode.NOT_FOUND, "no executions found for job " + job, "the job has not been placed yet");
        }
        if (wanted == null) {
            Comparator<Execution> byModification = Comparator.comparing(Execution::modifyTime);
            return executions.stream()
                    .filter(execution -> !execution.compute().state().isDiscarded())
                    .max(byModification)
                    .orElseGet(() -> executions.stream().max(byModification).orElseThrow());
        }
        return executions.stream()
                .filter(execution -> execution.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> BacalhauException.of(
                        ErrorCode.NOT_FOUND,
                        "unable to find execution " + wanted + " in job " + job,
                        "list the job's executions"));
    }

    /** Tells whether the log is what is stored, since the execution no longer runs. */
    static boolean isStored(Execution execution) {
        return execution.isTerminal() || execution.desired().state() == DesiredState.STOPPED;
    }
}
