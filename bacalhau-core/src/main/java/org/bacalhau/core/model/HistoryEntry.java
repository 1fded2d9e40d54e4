package org.bacalhau.core.model;

import java.time.Instant;

/**
 * One step in the life of a job or of one of its executions. Immutable. Entries of one job are numbered from 1 in the
 * order in which they happened, without gaps.
 */
public sealed interface HistoryEntry {
    /** Returns the job. */
    JobId jobId();

    /** Returns the entry's number within the job's history, from 1. */
    long sequence();

    /** Returns the revision of the job or execution after the step. */
    long newRevision();

    /** Returns what is to be said about it; {@link Event#NONE} for nothing. */
    Event event();

    /** Returns when it happened. */
    Instant time();

    /**
     * A step of the job itself.
     *
     * @param previous the state before; equal to {@code next} for the first entry
     * @param next the state after
     */
    record OfJob(
            JobId jobId, long sequence, JobState previous, JobState next, long newRevision, Event event, Instant time)
            implements HistoryEntry {}

    /**
     * A step of an execution.
     *
     * @param previous the state before; equal to {@code next} if only the desired state changed
     * @param next the state after
     */
    record OfExecution(
            JobId jobId,
            long sequence,
            ExecutionId executionId,
            NodeId nodeId,
            ExecutionState previous,
            ExecutionState next,
            long newRevision,
            Event event,
            Instant time)
            implements HistoryEntry {}
}
