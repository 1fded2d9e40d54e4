package org.bacalhau.core.requester;

import java.util.List;
import java.util.function.Consumer;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.store.NodeRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requester's memory back to what is stored, after decisions could not be stored. Which nodes are heard, which
 * commands are in hand and who waits for what stays; everything else follows from what is stored. Confined to the
 * requester's loop.
 */
final class Restoration {
    private final JobStore store;
    private final NodeRegistry registry;
    private final DecisionInterpreter interpreter;
    private final ActiveJobs jobs;
    private final JobWaiters waiters;

    Restoration(
            JobStore store,
            NodeRegistry registry,
            DecisionInterpreter interpreter,
            ActiveJobs jobs,
            JobWaiters waiters) {
        this.store = store;
        this.registry = registry;
        this.interpreter = interpreter;
        this.jobs = jobs;
        this.waiters = waiters;
    }

    /**
     * Takes memory back.
     *
     * @param review looks at a job, of which nobody knows when it was last looked at
     * @throws BacalhauException if the store cannot be read
     */
    void run(Consumer<JobId> review) {
        List<NodeRecord> nodes = store.nodes();
        List<JobSnapshot> stored = store.activeJobs();
        interpreter.reset(stored);
        registry.reconcile(nodes);
        for (JobId id : waiters.awaited()) {
            @Nullable JobSnapshot job = jobs.get(id);
            if (job == null) {
                tellEnd(id);
            } else {
                waiters.moved(job.job(), job.historySize());
            }
        }
        stored.forEach(job -> review.accept(job.job().id()));
    }

    private void tellEnd(JobId id) {
        store.job(id)
                .ifPresentOrElse(
                        ended -> waiters.moved(ended, JobWaiters.UNTIL_END),
                        () -> waiters.fail(id, BacalhauException.notFound("job", id.value())));
    }
}
