package org.bacalhau.core.scheduler;

/** Compares what a job wants with what there is. Confined to the requester's loop; keeps no state of its own. */
@FunctionalInterface
public interface Scheduler {
    /** Returns what is to be done for the job now; {@link Plan#NOTHING} if all is as it should be. */
    Plan process(SchedulingRequest request);
}
