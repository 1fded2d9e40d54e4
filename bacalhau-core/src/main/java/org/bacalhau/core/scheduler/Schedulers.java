package org.bacalhau.core.scheduler;

import java.util.Map;
import org.bacalhau.core.model.JobType;

/** The scheduler of each type of job. Confined to the requester's loop. */
public final class Schedulers {
    private final Scheduler batchAndService;
    private final Scheduler ops;
    private final Scheduler daemon;

    /**
     * Creates the schedulers of a requester.
     *
     * @param directory the nodes it knows
     * @param selector picks among them
     * @param config the settings, the same that directory and selector have
     */
    public Schedulers(NodeDirectory directory, NodeSelector selector, SchedulerConfig config) {
        batchAndService = new BatchServiceScheduler(directory, selector, config);
        ops = new OpsScheduler(directory, selector);
        daemon = new DaemonScheduler(directory, selector, config);
    }

    /** Returns the scheduler for jobs of this type. */
    public Scheduler of(JobType type) {
        return switch (type) {
            case BATCH, SERVICE -> batchAndService;
            case OPS -> ops;
            case DAEMON -> daemon;
        };
    }

    /** Returns the scheduler of every type of job. */
    public Map<JobType, Scheduler> byType() {
        return Map.of(
                JobType.BATCH, batchAndService,
                JobType.SERVICE, batchAndService,
                JobType.OPS, ops,
                JobType.DAEMON, daemon);
    }
}
