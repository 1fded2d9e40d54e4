/**
 * Decides what a job needs next: compares what it wants with what there is and returns a plan. Pure rules.
 *
 * <p>A {@link org.bacalhau.core.scheduler.Scheduler} is given the job, its executions, the occasion and the time, and
 * returns a {@link org.bacalhau.core.scheduler.Plan}; it stores nothing, sends nothing and reads no clock. There is one
 * for each way of counting: batch and service jobs want a number of executions, ops and daemon jobs want one on every
 * matching node. Which nodes fit and which of them are best is decided by {@code NodeSelector} over the {@code
 * NodeDirectory}, which also explains for every node why it was not taken.
 *
 * <p>Everything here is confined to the requester's event loop.
 */
@NullMarked
package org.bacalhau.core.scheduler;

import org.jspecify.annotations.NullMarked;
